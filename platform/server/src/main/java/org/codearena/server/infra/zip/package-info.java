/** Zips from strangers: what is looked at before a byte of one is believed. Knows no feature and owns nothing. */
@NullMarked
package org.codearena.server.infra.zip;

import org.jspecify.annotations.NullMarked;
