package org.codearena.server.problem;

/**
 * A file of a package in the object store.
 *
 * @param path where it lies, relative to what it belongs to
 */
public record StoredFile(String path, String sha256) {}
