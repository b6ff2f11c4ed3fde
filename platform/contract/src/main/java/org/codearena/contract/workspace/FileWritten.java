package org.codearena.contract.workspace;

/** A file that is on the session's disk, synced. */
public record FileWritten(String path, String sha256, long size) {}
