/**
 * The room of a session, from outside: the process of {@code room serve} that makes it and keeps it, and the command by
 * which programs enter it. In come the limits, out come what holds and what is used; when this ends, the room is gone.
 */
@NullMarked
package org.codearena.runner.room;

import org.jspecify.annotations.NullMarked;
