package org.codearena.server.problem.format;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Parts of the format that we do not do yet. A problem that has them would be judged wrongly, so it is refused by name. */
final class Unsupported {
    private static final Map<String, String> CURRENT = new TreeMap<>(Map.of(
            "output_validator", "a custom output validator",
            "output_validators", "a custom output validator, in the directory of the legacy format",
            "static_validator", "a static validator",
            "include", "files that go with every submission"));

    private static final Map<String, String> LEGACY = new TreeMap<>(Map.of(
            "graders", "a custom grader",
            "include", "files that go with every submission"));

    private Unsupported() {}

    static void check(PackageTree tree, Format format, Findings findings) {
        Map<String, String> directories = format.isLegacy() ? LEGACY : CURRENT;
        directories.forEach((directory, what) -> {
            if (!tree.below(directory).isEmpty()) {
                findings.error(directory, "holds " + what + ", which is not supported yet");
            }
        });
        if (format.isLegacy() && !tree.below("output_validators").isEmpty()) {
            findings.warning("output_validators", "is ignored: validation is 'default'");
        }
        if (List.of("input_validators", "input_format_validators").stream()
                .allMatch(directory -> tree.below(directory).isEmpty())) {
            findings.warning("input_validators", "holds no input validator; the format asks for one");
        }
    }
}
