package org.codearena.server.judge;

import java.util.List;
import java.util.stream.Stream;
import org.codearena.contract.Step;

/** How a program is started for one test. */
final class RunSteps {
    /** A copy of the program's files where it may write: what is at {@code /box} is read-only. */
    private static final String WRITABLE = "cp -r /box/. /tmp/ && chmod -R u+w /tmp/* && cd /tmp && exec \"$@\"";

    private RunSteps() {}

    /**
     * The step with a test's arguments.
     *
     * @param fileWriting it may create and change files in its working directory
     */
    static Step of(Step step, List<String> arguments, boolean fileWriting) {
        if (arguments.isEmpty() && !fileWriting) {
            return step;
        }
        Stream<String> command = Stream.concat(step.command().stream(), arguments.stream());
        Stream<String> prefix = fileWriting ? Stream.of("/bin/sh", "-c", WRITABLE, "sh") : Stream.of();
        return new Step(Stream.concat(prefix, command).toList(), step.environment());
    }
}
