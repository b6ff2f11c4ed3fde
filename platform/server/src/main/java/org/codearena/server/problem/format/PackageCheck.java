package org.codearena.server.problem.format;

import java.util.List;
import java.util.Optional;

/**
 * Data by which a package's validators themselves are tried.
 *
 * @param name its path below {@code data/}, without the ending
 * @param answer absent for an invalid input
 * @param output absent for an invalid input
 * @param settings how the validators are started
 */
public record PackageCheck(
        Kind kind,
        String name,
        PackageFile input,
        Optional<PackageFile> answer,
        Optional<PackageFile> output,
        PackageTest.Settings settings) {

    /** What must become of it. */
    public enum Kind {
        /** An input that at least one input validator must refuse. */
        INVALID_INPUT("invalid_input"),
        /** An output that the output validator must refuse. */
        INVALID_OUTPUT("invalid_output"),
        /** An output that the output validator must accept. */
        VALID_OUTPUT("valid_output");

        private final String directory;

        Kind(String directory) {
            this.directory = directory;
        }

        /** Of the directory below {@code data} that holds such data. */
        String directory() {
            return directory;
        }

        /** Endings of the files that make one. */
        List<String> endings() {
            return this == INVALID_INPUT ? List.of(".in") : List.of(".in", ".ans", ".out");
        }
    }
}
