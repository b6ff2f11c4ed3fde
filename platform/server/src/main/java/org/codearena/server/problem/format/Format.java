package org.codearena.server.problem.format;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The versions of the package format that are read. */
public enum Format {
    V2025_09("2025-09"),
    /**
     * The draft that came before it and that many packages name. The metadata is that of {@link #V2025_09}; the files that
     * configure groups may be those of either neighbour.
     */
    DRAFT_2023_07("2023-07-draft"),
    LEGACY("legacy"),
    /** As legacy, for contests by ICPC's rules, which pass-fail problems follow anyway. */
    LEGACY_ICPC("legacy-icpc");

    private static final Set<String> DRAFTS_OF_2025_09 = Set.of("draft", "2025-09-draft");
    private static final String GROUP_FILE = "test_group.yaml";
    private static final String LEGACY_GROUP_FILE = "testdata.yaml";

    private final String version;

    Format(String version) {
        this.version = version;
    }

    /** As {@code problem.yaml} names it. */
    public String version() {
        return version;
    }

    static Optional<Format> of(String version) {
        String meant = DRAFTS_OF_2025_09.contains(version) ? V2025_09.version : version;
        return Arrays.stream(values())
                .filter(format -> format.version.equals(meant))
                .findFirst();
    }

    static String known() {
        return Arrays.stream(values()).map(Format::version).collect(Collectors.joining(", "));
    }

    boolean isLegacy() {
        return this == LEGACY || this == LEGACY_ICPC;
    }

    boolean isDraft() {
        return this == DRAFT_2023_07;
    }

    /** Whether every directory of tests is a group, and groups are graded by flags. */
    boolean hasLegacyGroups() {
        return isLegacy() || isDraft();
    }

    String statementDirectory() {
        return isLegacy() ? "problem_statement" : "statement";
    }

    /** The file that configures a group of tests. */
    String groupFile() {
        return hasLegacyGroups() ? LEGACY_GROUP_FILE : GROUP_FILE;
    }

    boolean isGroupFile(String name) {
        return name.equals(groupFile()) || (isDraft() && name.equals(GROUP_FILE));
    }
}
