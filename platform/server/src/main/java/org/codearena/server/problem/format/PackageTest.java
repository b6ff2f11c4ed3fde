package org.codearena.server.problem.format;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One test of a package.
 *
 * @param name its path below {@code data/}, without the ending, such as {@code secret/group1/03-large}
 * @param group the path of its group, such as {@code sample}, {@code secret} or {@code secret/group1}
 * @param settings how it is run and judged
 * @param files what lies beside the submission, by path
 * @param shown what people see of it in place of input and answer
 */
public record PackageTest(
        String name,
        String group,
        boolean sample,
        PackageFile input,
        PackageFile answer,
        Settings settings,
        Map<String, PackageFile> files,
        Shown shown) {

    /**
     * How a test is run and judged.
     *
     * @param arguments of the submission
     * @param validator arguments of the output validator; known to be valid where that is the default one
     * @param inputValidator arguments of the input validators
     * @param fullFeedback somebody whose submission fails it may see all of it
     * @param hint for somebody whose submission fails it
     */
    public record Settings(
            List<String> arguments,
            List<String> validator,
            ValidatorArguments inputValidator,
            boolean fullFeedback,
            Optional<String> hint) {
        public Settings {
            arguments = List.copyOf(arguments);
            validator = List.copyOf(validator);
        }
    }

    /**
     * What people see of a test.
     *
     * @param input in place of the input
     * @param answer in place of the answer
     * @param output an output that the validator must accept
     * @param interaction a log of what is said, in place of both
     * @param any nothing of the test may be shown where this is false
     */
    public record Shown(
            Optional<PackageFile> input,
            Optional<PackageFile> answer,
            Optional<PackageFile> output,
            Optional<PackageFile> interaction,
            boolean any) {}

    public PackageTest {
        files = Map.copyOf(files);
    }

    /** Arguments of the output validator. */
    public List<String> flags() {
        return settings.validator();
    }
}
