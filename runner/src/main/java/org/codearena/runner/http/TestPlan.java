package org.codearena.runner.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.codearena.contract.SourceFile;
import org.codearena.contract.Step;
import org.codearena.contract.TestRequest;
import org.codearena.contract.ValidatorRequest;
import org.codearena.runner.blob.BlobHash;
import org.codearena.runner.box.BoxRun;
import org.codearena.runner.box.Collect;
import org.codearena.runner.program.Sources;
import org.codearena.runner.tree.RelativePath;

/**
 * A test as it was asked for, checked as a whole, so that a bad request reaches no slot.
 *
 * @param files that lie beside the program's own
 * @param testFiles what the validator sees at {@code /test}
 * @param feedback what an earlier pass of the validator left, absent where that is nothing
 */
record TestPlan(
        BoxRun program,
        Optional<BlobHash> input,
        Map<RelativePath, BlobHash> files,
        BoxRun validator,
        Map<RelativePath, BlobHash> testFiles,
        Optional<Sources> feedback,
        boolean interactive) {
    /** Where earlier feedback lies below {@code /test}; no file of a test begins with a dot. */
    static final String EARLIER = ".feedback";

    private static final long MAX_FEEDBACK_BYTES = 64 << 20;
    private static final int MAX_FEEDBACK_FILES = 256;
    /** What is copied belongs to the validator, which may want to change it. */
    private static final String COPY = "cp -r /test/" + EARLIER + "/. /out || exit 1; chmod -Rf u+w /out; exec \"$@\"";

    static TestPlan of(TestRequest asked) {
        Optional<BlobHash> input =
                asked.interactive() ? Optional.empty() : asked.run().input().map(BlobHash::new);
        ValidatorRequest validator = asked.validator();
        checkFeedback(validator);
        Collect collect = new Collect("/out", validator.feedbackBytes(), MAX_FEEDBACK_FILES);
        boolean again = !validator.feedback().isEmpty();
        Step step = again ? copyingFeedback(validator.step()) : validator.step();
        return new TestPlan(
                new BoxRun(asked.run().step(), asked.run().limits(), input.map(BlobHash::hex), Optional.empty()),
                input,
                LentBlobs.paths(asked.run().files()),
                new BoxRun(step, validator.limits(), Optional.empty(), Optional.of(collect)),
                LentBlobs.names(validator.files()),
                again ? Optional.of(Sources.of(validator.feedback())) : Optional.empty(),
                asked.interactive());
    }

    /** All that it names. */
    Stream<BlobHash> blobs() {
        return Stream.of(input.stream(), files.values().stream(), testFiles.values().stream())
                .flatMap(named -> named);
    }

    private static Step copyingFeedback(Step step) {
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", COPY, "validator"));
        command.addAll(step.command());
        return new Step(command, step.environment());
    }

    private static void checkFeedback(ValidatorRequest validator) {
        long allowed = validator.feedbackBytes();
        if (allowed < 1 || allowed > MAX_FEEDBACK_BYTES) {
            throw new IllegalArgumentException(
                    "feedbackBytes is " + allowed + ", allowed are 1 to " + MAX_FEEDBACK_BYTES);
        }
        List<SourceFile> earlier = validator.feedback();
        long bytes = earlier.stream().mapToLong(SourceFile::size).sum();
        if (earlier.size() > MAX_FEEDBACK_FILES || bytes > allowed) {
            throw new IllegalArgumentException("feedback has " + bytes + " bytes in " + earlier.size()
                    + " files, allowed are " + allowed + " in " + MAX_FEEDBACK_FILES);
        }
    }
}
