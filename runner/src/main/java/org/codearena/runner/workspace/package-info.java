/**
 * A session's workspace over HTTP and WebSockets, as {@code WORKSPACE.md} defines it: files, terminals, ports, the preview
 * of what listens there. In come signed requests and frames, out go replies, events and terminal output; it owns who is
 * connected, and knows of files, terminals and the room only by their doors.
 */
@NullMarked
package org.codearena.runner.workspace;

import org.jspecify.annotations.NullMarked;
