/**
 * The runner's API over HTTP, as {@code API.md} describes it. Requests come in, are checked, and are carried out with
 * blobs, programs, what is prepared, and a slot; it owns nothing but the answers.
 */
@NullMarked
package org.codearena.runner.http;

import org.jspecify.annotations.NullMarked;
