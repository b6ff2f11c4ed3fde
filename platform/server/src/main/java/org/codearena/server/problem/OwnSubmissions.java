package org.codearena.server.problem;

import java.util.List;
import java.util.OptionalLong;
import java.util.function.Predicate;
import org.codearena.server.problem.format.JudgedSubmission;
import org.codearena.server.problem.format.PackageSubmission;
import org.codearena.server.problem.format.ParsedPackage;
import org.codearena.server.problem.format.TimeLimit;

/**
 * Judges a package's own submissions, and finds the time limit by them where the package leaves that open: those that must
 * not be too slow run first, under a generous limit, and the slowest of them says what the limit is; those that must be too
 * slow are then let run beyond it, to see that they are too slow by enough.
 */
final class OwnSubmissions {
    /** Under which submissions run whose time is to say what the limit is. */
    static final long GENEROUS_MS = 20_000;

    /** Where nothing was judged that could say it. */
    static final long UNKNOWN_MS = 2_000;

    private final ParsedPackage parsed;
    private final PackageJudging judging;
    private final ImportProgress progress;
    private boolean allAgree = true;

    OwnSubmissions(ParsedPackage parsed, PackageJudging judging, ImportProgress progress) {
        this.parsed = parsed;
        this.judging = judging;
        this.progress = progress;
    }

    /** Judges all of them; answers the version with the time limit that it has in the end. */
    StoredVersion judge(StoredVersion version) {
        TimeLimit limit = parsed.metadata().limits().time();
        if (limit instanceof TimeLimit.Inferred inferred) {
            return infer(version, inferred);
        }
        parsed.submissions().forEach(submission -> judge(version, submission));
        return version;
    }

    boolean allAgree() {
        return allAgree;
    }

    private StoredVersion infer(StoredVersion version, TimeLimit.Inferred inferred) {
        Predicate<PackageSubmission> bounding = each -> each.expectation().boundsTimeFromBelow();
        StoredVersion generous = version.withTimeMs(GENEROUS_MS);
        OptionalLong slowest = select(bounding).stream()
                .map(submission -> bound(submission, judge(generous, submission)))
                .flatMapToLong(OptionalLong::stream)
                .max();
        long limit = slowest.isPresent() ? inferred.forSlowestMs(slowest.getAsLong()) : UNKNOWN_MS;
        progress.say(
                slowest.isPresent() ? "info" : "warning",
                slowest.isPresent()
                        ? "time limit " + limit + " ms: the slowest submission that must not be too slow took "
                                + slowest.getAsLong() + " ms"
                        : "time limit " + limit + " ms: no submission was judged that could say what it should be");
        StoredVersion final_ = version.withTimeMs(limit);
        for (PackageSubmission submission : select(bounding.negate())) {
            if (submission.expectation().boundsTimeFromAbove()) {
                judgeTooSlow(final_, submission, inferred.observedMs(limit));
            } else {
                judge(final_, submission);
            }
        }
        return final_;
    }

    /**
     * It must be too slow by enough. On another machine than its author's it may be less so, which is worth a word; one that
     * is not too slow at all disagrees.
     */
    private void judgeTooSlow(StoredVersion version, PackageSubmission submission, long observedMs) {
        JudgedSubmission observed = judging.judge(version.withTimeMs(observedMs), submission);
        if (submission.expectation().disagreement(observed).isEmpty()) {
            allAgree &= progress.judged(submission, observed);
            return;
        }
        JudgedSubmission judged = judge(version, submission);
        if (submission.expectation().disagreement(judged).isEmpty()) {
            progress.say(
                    "warning",
                    submission.path() + ": is too slow for the limit of " + version.timeMs()
                            + " ms, but not by as much as the package wants: it ends within " + observedMs + " ms");
        }
    }

    private List<PackageSubmission> select(Predicate<PackageSubmission> which) {
        return parsed.submissions().stream().filter(which).toList();
    }

    /** What is no time of an honest run says nothing about the limit. */
    private static OptionalLong bound(PackageSubmission submission, JudgedSubmission judged) {
        boolean honest = !judged.tests().isEmpty()
                && judged.verdict().filter("time-limit-exceeded"::equals).isEmpty();
        return honest ? OptionalLong.of(submission.expectation().lowerBoundMs(judged)) : OptionalLong.empty();
    }

    private JudgedSubmission judge(StoredVersion version, PackageSubmission submission) {
        JudgedSubmission judged = judging.judge(version, submission);
        allAgree &= progress.judged(submission, judged);
        return judged;
    }
}
