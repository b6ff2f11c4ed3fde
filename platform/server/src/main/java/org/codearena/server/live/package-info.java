/**
 * From the channels that tell what happened to the streams that people have open. Events enter, events leave; nothing is
 * decided here. Owns the open streams.
 */
@NullMarked
package org.codearena.server.live;

import org.jspecify.annotations.NullMarked;
