package org.codearena.server.problem.format;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.codearena.contract.SourceFile;
import org.codearena.server.problem.TestGroup;

/**
 * What a package brings for judging, beyond its tests.
 *
 * @param validator of output; absent for the default one
 * @param inputValidators run on every input
 * @param includes files that go with every submission, by the code of its language or {@code default}
 * @param scoring absent where the first failed test decides
 * @param checks by which the validators themselves are tried
 */
public record PackageJudgement(
        Optional<PackageProgram> validator,
        List<PackageProgram> inputValidators,
        Map<String, List<SourceFile>> includes,
        Optional<TestGroup> scoring,
        List<PackageCheck> checks) {
    public PackageJudgement {
        inputValidators = List.copyOf(inputValidators);
        includes = Map.copyOf(includes);
        checks = List.copyOf(checks);
    }
}
