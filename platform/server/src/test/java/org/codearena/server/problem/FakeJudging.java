package org.codearena.server.problem;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.codearena.server.problem.format.JudgedSubmission;
import org.codearena.server.problem.format.PackageSubmission;

/**
 * Judging played by a function, and validators that say what they were told to: by default every program compiles and every
 * check accepts. What was asked is written down.
 */
final class FakeJudging implements PackageJudging {
    private final BiFunction<StoredVersion, PackageSubmission, JudgedSubmission> judge;
    private final Map<String, Build> builds = new HashMap<>();
    private final Map<String, ValidatorCheck> checks = new HashMap<>();
    private final List<String> asked = new ArrayList<>();

    FakeJudging(BiFunction<StoredVersion, PackageSubmission, JudgedSubmission> judge) {
        this.judge = judge;
    }

    @Override
    public JudgedSubmission judge(StoredVersion version, PackageSubmission submission) {
        return judge.apply(version, submission);
    }

    @Override
    public Build compile(StoredProgram program) {
        asked.add("compile " + program.name());
        return builds.getOrDefault(program.name(), Build.READY);
    }

    @Override
    public ValidatorCheck checkInput(
            StoredProgram validator, List<String> arguments, String input, Map<String, String> files) {
        asked.add("input " + validator.name() + " " + arguments + (files.isEmpty() ? "" : " " + files.keySet()));
        return answer(validator.name() + " " + input);
    }

    @Override
    public ValidatorCheck checkOutput(StoredVersion version, StoredTest test, String output) {
        asked.add("output " + test.name() + " " + test.validatorArguments());
        return answer("output " + output);
    }

    private ValidatorCheck answer(String key) {
        return checks.getOrDefault(key, new ValidatorCheck(ValidatorCheck.Answer.ACCEPTED, ""));
    }

    void building(String program, Build build) {
        builds.put(program, build);
    }

    /** An input validator's answer to the input of this SHA-256. */
    void answering(String validator, String input, ValidatorCheck check) {
        checks.put(validator + " " + input, check);
    }

    /** The output validator's answer to the output of this SHA-256. */
    void answering(String output, ValidatorCheck check) {
        checks.put("output " + output, check);
    }

    List<String> asked() {
        return asked;
    }

    void forget() {
        builds.clear();
        checks.clear();
        asked.clear();
    }
}
