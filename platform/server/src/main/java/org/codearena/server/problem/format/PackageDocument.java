package org.codearena.server.problem.format;

/**
 * A file that is served to everybody who may see the problem: a picture of a statement, a statement that is a PDF, an
 * attachment, or a sample that is only shown.
 *
 * @param name it is served by
 * @param mediaType it is served as
 */
public record PackageDocument(String name, Kind kind, String mediaType, PackageFile file) {

    /** What it is to the problem. */
    public enum Kind {
        PICTURE,
        STATEMENT,
        ATTACHMENT,
        /** A log of what is said between submission and validator, shown as a sample. */
        INTERACTION
    }
}
