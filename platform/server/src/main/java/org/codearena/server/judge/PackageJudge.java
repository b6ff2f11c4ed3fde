package org.codearena.server.judge;

import java.util.Optional;
import org.codearena.contract.SourceFile;
import org.codearena.plugin.Language;
import org.codearena.server.execution.RunnerFault;
import org.codearena.server.language.Languages;
import org.codearena.server.problem.ImportReport.JudgedSubmission;
import org.codearena.server.problem.PackageJudging;
import org.codearena.server.problem.ParsedPackage.PackageSubmission;
import org.codearena.server.problem.StoredVersion;
import org.codearena.server.submission.Judgement;
import org.codearena.server.submission.Verdict;

/** Judges a package's own submissions as anyone's, and says whether they end as their author expects. */
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
                .orElseGet(() -> new JudgedSubmission(submission.path(), null, submission.expected(), null, true));
    }

    private JudgedSubmission judged(StoredVersion version, PackageSubmission submission, Language language) {
        Program program = new Program(language, submission.files(), Optional.empty());
        String verdict = verdict(program, ProblemTestSets.ofVersion(version)).wireName();
        return new JudgedSubmission(
                submission.path(),
                language.id(),
                submission.expected(),
                verdict,
                submission.expected().contains(verdict));
    }

    private Verdict verdict(Program program, TestSet tests) {
        try {
            Judgement judgement = judging.judge(program, tests, Progress.UNHEARD);
            return judgement.verdict();
        } catch (RunnerFault fault) {
            return Verdict.JUDGE_ERROR;
        }
    }

    /** The language that claims the first file whose ending any language claims. */
    private Optional<Language> language(PackageSubmission submission) {
        return submission.files().stream()
                .map(SourceFile::path)
                .flatMap(path -> languages.byExtension(path.substring(path.lastIndexOf('.') + 1)).stream())
                .findFirst();
    }
}
