package org.codearena.server.problem;

public record ZipLimits() {
    public static final ZipLimits DEFAULT = new ZipLimits();
}
