package org.codearena.runner.workspace;

/**
 * Something that listens in the room.
 *
 * @param process its program's name, empty where that cannot be told
 */
record Port(int port, String process, String address) {}
