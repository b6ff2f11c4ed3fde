/**
 * Thin doors to the parts that run beside the server: database, broker, cache, blobs, jobs. They know how to connect, how
 * to heal and how to close, and no word of any feature.
 */
@NullMarked
package org.codearena.server.infra;

import org.jspecify.annotations.NullMarked;
