package org.codearena.server.problem.format;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** The versions of the package format that are read. */
public enum Format {
    V2025_09("2025-09"),
    LEGACY("legacy"),
    /** As legacy, for contests by ICPC's rules, which pass-fail problems follow anyway. */
    LEGACY_ICPC("legacy-icpc");

    private final String version;

    Format(String version) {
        this.version = version;
    }

    /** As {@code problem.yaml} names it. */
    public String version() {
        return version;
    }

    static Optional<Format> of(String version) {
        return Arrays.stream(values())
                .filter(format -> format.version.equals(version))
                .findFirst();
    }

    static String known() {
        return Arrays.stream(values()).map(Format::version).collect(Collectors.joining(", "));
    }

    boolean isLegacy() {
        return this != V2025_09;
    }

    String statementDirectory() {
        return isLegacy() ? "problem_statement" : "statement";
    }

    /** The file that configures a group of tests. */
    String groupFile() {
        return isLegacy() ? "testdata.yaml" : "test_group.yaml";
    }
}
