package org.codearena.server.problem;

import java.util.List;
import java.util.Optional;

/**
 * A program of a package, such as its validator.
 *
 * @param name its path in the package, for messages
 * @param form how it is made and started
 * @param entryPoint the file to start with, where its form needs one that its language would not find by itself
 * @param files relative to its own directory
 */
public record StoredProgram(
        String name, Form form, Protocol protocol, Optional<String> entryPoint, List<StoredFile> files) {
    /** How it becomes something that can be started. */
    public enum Form {
        /** Sources in one language, which a plugin compiles. */
        SOURCES,
        /** It brings a script {@code build}, a program or script {@code run}, or the first, which makes the second. */
        SCRIPTS
    }

    /** How it is called and answers. */
    public enum Protocol {
        /** {@code input answer feedback/ arguments < output}; 42 accepts, 43 refuses. */
        FEEDBACK_DIRECTORY,
        /** {@code input output answer}, of the library testlib; 0 accepts, 1, 2, 4 and 8 refuse, 7 and more score. */
        TESTLIB
    }

    public StoredProgram {
        files = List.copyOf(files);
    }
}
