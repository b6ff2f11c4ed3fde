package org.codearena.server.judge;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.codearena.plugin.Language;
import org.codearena.server.execution.RunnerFault;
import org.codearena.server.language.Languages;
import org.codearena.server.language.OfferedLanguages;
import org.codearena.server.problem.PackageJudging;
import org.codearena.server.problem.StoredProgram;
import org.codearena.server.problem.StoredTest;
import org.codearena.server.problem.StoredVersion;
import org.codearena.server.problem.format.JudgedSubmission;
import org.codearena.server.problem.format.JudgedSubmission.JudgedTest;
import org.codearena.server.problem.format.PackageSubmission;
import org.codearena.server.submission.Judgement;
import org.codearena.server.submission.TestResult;
import org.codearena.server.submission.Verdict;

/** Judges a package's own submissions as anyone's, with everything shown that its author may see, and tries its validators. */
public final class PackageJudge implements PackageJudging {
    private static final Duration LANGUAGES_WITHIN = Duration.ofMinutes(2);

    private final Languages languages;
    private final OfferedLanguages offered;
    private final Judging judging;
    private final ValidatorChecks checks;

    /** @param offered says when the languages are ready: an import may come in before they are */
    public PackageJudge(Languages languages, OfferedLanguages offered, Judging judging) {
        this.languages = languages;
        this.offered = offered;
        this.judging = judging;
        this.checks = judging.validatorChecks();
    }

    @Override
    public JudgedSubmission judge(StoredVersion version, PackageSubmission submission) {
        Optional<Language> language = submission.language().isPresent()
                ? submission.language().flatMap(languages::byPackageCode)
                : languages.ofFiles(submission.files());
        return language.map(found -> judged(version, submission, found)).orElseGet(JudgedSubmission::skipped);
    }

    private JudgedSubmission judged(StoredVersion version, PackageSubmission submission, Language language) {
        Program program = new Program(language, submission.files(), submission.entryPoint()).startedByFirst();
        TestSet tests = ProblemTestSets.ofVersion(version);
        Judging.Extent extent = submission.expectation().needsAllTests()
                ? Judging.Extent.EVERY_TEST
                : Judging.Extent.AS_FAR_AS_IT_MATTERS;
        offered.awaitLookedAt(LANGUAGES_WITHIN);
        try {
            Judgement judgement = judging.judge(program, tests, extent, Progress.UNHEARD);
            List<JudgedTest> judged = judgement.tests().stream()
                    .map(result -> new JudgedTest(
                            version.tests().get(result.number() - 1).name(),
                            result.verdict(),
                            result.timeMs(),
                            shown(result)))
                    .toList();
            JudgedSubmission whole =
                    JudgedSubmission.of(language.id(), judgement.verdict().wireName(), judged);
            return judgement
                    .score()
                    .map(score -> whole.withScores(score, GroupResults.scores(tests, judgement.tests())))
                    .orElse(whole);
        } catch (RunnerFault fault) {
            return JudgedSubmission.of(
                    language.id(),
                    Verdict.JUDGE_ERROR.wireName(),
                    List.of(new JudgedTest("", Verdict.JUDGE_ERROR.wireName(), 0, String.valueOf(fault.getMessage()))));
        }
    }

    /** What is kept from contestants is their secret tests; the author wrote them. */
    private static String shown(TestResult result) {
        return Objects.requireNonNullElse(result.judgeMessage(), result.message());
    }

    @Override
    public Build compile(StoredProgram program) {
        offered.awaitLookedAt(LANGUAGES_WITHIN);
        return checks.compile(program);
    }

    @Override
    public ValidatorCheck checkInput(
            StoredProgram validator, List<String> arguments, String input, Map<String, String> files) {
        return checks.checkInput(validator, arguments, input, files);
    }

    @Override
    public ValidatorCheck checkOutput(StoredVersion version, StoredTest test, String output) {
        return checks.checkOutput(version.rules(), ProblemTestSets.test(test), output);
    }
}
