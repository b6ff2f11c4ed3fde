package org.codearena.server.judge;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.codearena.contract.SourceFile;
import org.codearena.plugin.Language;
import org.codearena.server.execution.RunnerFault;
import org.codearena.server.language.Languages;
import org.codearena.server.problem.PackageJudging;
import org.codearena.server.problem.StoredProgram;
import org.codearena.server.problem.StoredTest;
import org.codearena.server.problem.StoredVersion;
import org.codearena.server.problem.format.JudgedSubmission;
import org.codearena.server.problem.format.JudgedSubmission.JudgedTest;
import org.codearena.server.problem.format.PackageSubmission;
import org.codearena.server.submission.Judgement;
import org.codearena.server.submission.Verdict;

/** Judges a package's own submissions as anyone's, with everything shown that its author may see. */
public final class PackageJudge implements PackageJudging {
    private final Languages languages;
    private final Judging judging;

    public PackageJudge(Languages languages, Judging judging) {
        this.languages = languages;
        this.judging = judging;
    }

    @Override
    public JudgedSubmission judge(StoredVersion version, PackageSubmission submission) {
        return language(submission)
                .map(language -> judged(version, submission, language))
                .orElseGet(JudgedSubmission::skipped);
    }

    @Override
    public Build compile(StoredProgram program) {
        return Build.noLanguage("programs of packages are not run here yet");
    }

    @Override
    public ValidatorCheck checkInput(
            StoredProgram validator, List<String> arguments, String input, Map<String, String> files) {
        return new ValidatorCheck(ValidatorCheck.Answer.FAILED, "programs of packages are not run here yet");
    }

    @Override
    public ValidatorCheck checkOutput(StoredVersion version, StoredTest test, String output) {
        return new ValidatorCheck(ValidatorCheck.Answer.FAILED, "programs of packages are not run here yet");
    }

    private JudgedSubmission judged(StoredVersion version, PackageSubmission submission, Language language) {
        Program program = new Program(language, submission.files(), submission.entryPoint());
        try {
            Judgement judgement =
                    judging.judge(program, asItsAuthorSees(ProblemTestSets.ofVersion(version)), Progress.UNHEARD);
            List<JudgedTest> tests = judgement.tests().stream()
                    .map(result -> new JudgedTest(
                            version.tests().get(result.number() - 1).name(),
                            result.verdict(),
                            result.timeMs(),
                            result.message()))
                    .toList();
            return JudgedSubmission.of(language.id(), judgement.verdict().wireName(), tests);
        } catch (RunnerFault fault) {
            return JudgedSubmission.of(language.id(), Verdict.JUDGE_ERROR.wireName(), List.of());
        }
    }

    /** What is kept from contestants is their secret tests; the author wrote them. */
    private static TestSet asItsAuthorSees(TestSet tests) {
        return new TestSet(
                tests.timeLimitMs(),
                tests.memoryBytes(),
                tests.outputBytes(),
                tests.tests().stream()
                        .map(test -> new TestSet.Test(
                                test.number(), test.group(), true, test.input(), test.answer(), test.flags()))
                        .toList());
    }

    /** The language that claims the first file whose ending any language claims. */
    private Optional<Language> language(PackageSubmission submission) {
        return submission.files().stream()
                .map(SourceFile::path)
                .flatMap(path -> languages.byExtension(path.substring(path.lastIndexOf('.') + 1)).stream())
                .findFirst();
    }
}
