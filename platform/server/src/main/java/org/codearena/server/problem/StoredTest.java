package org.codearena.server.problem;

import java.util.List;
import java.util.Map;
import org.codearena.server.validator.ValidatorFlags;
import org.jspecify.annotations.Nullable;

/**
 * A test of a stored version. Versions that were stored before some of these fields were there read as if those were empty.
 *
 * @param number from 1, in the order in which the tests run
 * @param name its path in the package, such as {@code secret/03-large}
 * @param input the input's name in the object store
 * @param answer the answer's name in the object store
 * @param shownInput what people see in place of the input, for a sample
 * @param shownAnswer what people see in place of the answer, for a sample
 * @param flags arguments of the default output validator, where the problem has none of its own
 * @param arguments given to the submission
 * @param validatorArguments given to the problem's own output validator
 * @param files what lies beside the submission for this test alone: SHA-256 by path
 * @param fullFeedback somebody whose submission fails it may see all of it: input, output and answer
 * @param shownInteraction what people see in place of input and answer: a log of what is said, lines of the validator's
 *     beginning with {@code <} and lines of the submission's with {@code >}; empty where nothing of it may be shown
 */
public record StoredTest(
        int number,
        String name,
        String group,
        boolean sample,
        String input,
        long inputBytes,
        String answer,
        long answerBytes,
        String shownInput,
        String shownAnswer,
        ValidatorFlags flags,
        List<String> arguments,
        List<String> validatorArguments,
        Map<String, String> files,
        boolean fullFeedback,
        @Nullable String shownInteraction) {
    public StoredTest {
        arguments = arguments == null ? List.of() : List.copyOf(arguments);
        validatorArguments = validatorArguments == null ? List.of() : List.copyOf(validatorArguments);
        files = files == null ? Map.of() : Map.copyOf(files);
    }
}
