package org.codearena.server.workspace.project;

/**
 * How much may be kept.
 *
 * @param projects of one person
 * @param projectBytes all files of a project together
 * @param projectFiles in one project
 * @param fileBytes one file
 * @param userBytes all projects of one person together
 */
public record Quotas(int projects, long projectBytes, int projectFiles, long fileBytes, long userBytes) {
    private static final long MIB = 1 << 20;

    public static final Quotas DEFAULT = new Quotas(50, 256 * MIB, 10_000, 64 * MIB, 2048 * MIB);
}
