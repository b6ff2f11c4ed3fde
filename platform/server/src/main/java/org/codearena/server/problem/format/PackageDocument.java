package org.codearena.server.problem.format;

/**
 * A file that is served to everybody who may see the problem: a picture of a statement, a statement that is a PDF, or an
 * attachment.
 *
 * @param name it is served by
 * @param mediaType it is served as
 */
public record PackageDocument(String name, Kind kind, String mediaType, PackageFile file) {

    /** What it is to the problem. */
    public enum Kind {
        PICTURE,
        STATEMENT,
        ATTACHMENT
    }
}
