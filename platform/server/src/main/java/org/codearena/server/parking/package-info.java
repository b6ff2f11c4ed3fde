/**
 * What nobody could deal with. Messages that no code understands and entries that had all their attempts enter, with the
 * reason; an operator's decision about each leaves. Owns the table {@code parked}.
 */
@NullMarked
package org.codearena.server.parking;

import org.jspecify.annotations.NullMarked;
