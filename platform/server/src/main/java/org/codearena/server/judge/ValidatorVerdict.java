package org.codearena.server.judge;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import org.codearena.contract.Exit;
import org.codearena.contract.Limits;
import org.codearena.contract.RunReport;
import org.codearena.contract.SourceFile;
import org.codearena.contract.TestReply;
import org.codearena.contract.ValidatorReply;
import org.codearena.server.judge.TestOutcome.Award;
import org.codearena.server.problem.StoredProgram.Protocol;
import org.codearena.server.submission.StoredText;
import org.codearena.server.submission.Verdict;

/**
 * From how a program and its validator ended to what the judge decides: pure. In a conversation the one who ended first
 * decides: a validator that refused early is not overruled by the crash or the time-out that its leaving causes, and a
 * program that failed first has failed whatever the validator makes of the silence.
 */
final class ValidatorVerdict {
    private static final int ACCEPTS = 42;
    private static final int REFUSES = 43;
    private static final int SHOWN = 8 << 10;

    /** testlib's exit codes; from {@link #TESTLIB_POINTS} on, points by the base that is fixed when its programs are compiled. */
    private static final List<Integer> TESTLIB_REFUSES = List.of(1, 2, 4, 8);

    private static final int TESTLIB_POINTS_SAID = 7;
    private static final int TESTLIB_POINTS = 50;

    private static final Pattern NUMBER = Pattern.compile("[+]?([0-9]*\\.[0-9]+|[0-9]+\\.?)([Ee][+-]?[0-9]+)?");

    /** What a validator decided. */
    private sealed interface Decision {
        record Accepts(Optional<Award> award) implements Decision {}

        record Refuses() implements Decision {}

        record Failed(String why) implements Decision {}
    }

    private final TestReply reply;
    private final Limits limits;
    private final Protocol protocol;

    private ValidatorVerdict(TestReply reply, Limits limits, Protocol protocol) {
        this.reply = reply;
        this.limits = limits;
        this.protocol = protocol;
    }

    /**
     * What the run came to.
     *
     * @param limits those of the problem, which may be narrower than those the box kept
     * @param ranOutOfMemory whether the language's runtime said so itself
     */
    static TestOutcome of(TestReply reply, Limits limits, boolean ranOutOfMemory, Protocol protocol) {
        return new ValidatorVerdict(reply, limits, protocol).outcome(ranOutOfMemory);
    }

    private TestOutcome outcome(boolean ranOutOfMemory) {
        Optional<VerdictRules.Failure> failure = VerdictRules.failureOf(reply.report(), limits, ranOutOfMemory);
        Optional<ValidatorReply> validation = reply.validation();
        boolean validatorDecides = validation.isPresent() && (failure.isEmpty() || refusedFirst(validation.get()));
        if (validatorDecides) {
            return decided(validation.get());
        }
        return failure.map(this::failed)
                .orElseGet(() -> TestOutcome.judgeError(reply.report(), "the validator was not started", ""));
    }

    /** It ended before the program did, and not by accepting: then what became of the program is its doing. */
    private boolean refusedFirst(ValidatorReply validation) {
        return validation.endedFirst() && !(decision(validation) instanceof Decision.Accepts);
    }

    private TestOutcome failed(VerdictRules.Failure failure) {
        return failure.verdict() == Verdict.JUDGE_ERROR
                ? TestOutcome.judgeError(reply.report(), "the program " + failure.reason(), "")
                : TestOutcome.failed(failure, reply.report(), shown(reply.error()));
    }

    private TestOutcome decided(ValidatorReply validation) {
        String judges = text(validation, "judgemessage.txt");
        String judgeMessage = judges.isBlank() ? shown(validation.error()) : judges;
        String teamMessage = text(validation, "teammessage.txt");
        return switch (decision(validation)) {
            case Decision.Accepts(Optional<Award> award) ->
                new TestOutcome(Verdict.ACCEPTED, reply.report(), teamMessage, teamMessage, judgeMessage, award);
            case Decision.Refuses() ->
                TestOutcome.refused(
                        reply.report(), teamMessage, teamMessage.isBlank() ? judgeMessage : teamMessage, judgeMessage);
            case Decision.Failed(String why) ->
                TestOutcome.judgeError(reply.report(), "the validator " + why, judgeMessage);
        };
    }

    private Decision decision(ValidatorReply validation) {
        return switch (validation.report().exit()) {
            case Exit.Code(int status) -> protocol == Protocol.TESTLIB ? testlib(status) : feedback(status, validation);
            case Exit.Signal _, Exit.OverLimit _, Exit.NotStarted _, Exit.Cancelled _ ->
                new Decision.Failed(howEnded(validation.report()));
        };
    }

    private static String howEnded(RunReport report) {
        return VerdictRules.failureOf(report, Limits.DEFAULT, false)
                .map(VerdictRules.Failure::reason)
                .orElse("ended with " + report.exit());
    }

    private static Decision testlib(int status) {
        if (status == 0) {
            return new Decision.Accepts(Optional.empty());
        }
        if (TESTLIB_REFUSES.contains(status)) {
            return new Decision.Refuses();
        }
        if (status >= TESTLIB_POINTS) {
            return new Decision.Accepts(Optional.of(new Award.Points((double) status - TESTLIB_POINTS)));
        }
        return new Decision.Failed(
                status == TESTLIB_POINTS_SAID
                        ? "gave points that do not fit into an exit status"
                        : "exited with status " + status + ", expected are 0, 1, 2, 4, 8 and 50 or more");
    }

    private static Decision feedback(int status, ValidatorReply validation) {
        Optional<SourceFile> score = file(validation, "score.txt");
        Optional<SourceFile> multiplier = file(validation, "score_multiplier.txt");
        if (status == REFUSES) {
            return new Decision.Refuses();
        }
        if (status != ACCEPTS) {
            return new Decision.Failed("exited with status " + status + ", expected is 42 or 43");
        }
        if (score.isPresent() && multiplier.isPresent()) {
            return new Decision.Failed("wrote both score.txt and score_multiplier.txt");
        }
        if (score.isPresent()) {
            OptionalDouble points = number(score.get());
            return points.isPresent()
                    ? new Decision.Accepts(Optional.of(new Award.Points(points.getAsDouble())))
                    : new Decision.Failed("wrote a score.txt that is no number: '"
                            + shown(score.get().text()) + "'");
        }
        return multiplier.map(ValidatorVerdict::part).orElseGet(() -> new Decision.Accepts(Optional.empty()));
    }

    private static Decision part(SourceFile multiplier) {
        OptionalDouble part = number(multiplier);
        return part.isPresent() && part.getAsDouble() <= 1
                ? new Decision.Accepts(Optional.of(new Award.PartOfTest(part.getAsDouble())))
                : new Decision.Failed(
                        "wrote a score_multiplier.txt that is not from 0 to 1: '" + shown(multiplier.text()) + "'");
    }

    private static OptionalDouble number(SourceFile file) {
        String text = file.text().strip();
        return NUMBER.matcher(text).matches() ? OptionalDouble.of(Double.parseDouble(text)) : OptionalDouble.empty();
    }

    private static Optional<SourceFile> file(ValidatorReply validation, String name) {
        return validation.feedback().stream()
                .filter(file -> file.path().equals(name))
                .findFirst();
    }

    private static String text(ValidatorReply validation, String name) {
        return file(validation, name)
                .map(SourceFile::text)
                .map(ValidatorVerdict::shown)
                .orElse("");
    }

    private static String shown(String text) {
        return StoredText.safe(text.substring(0, Math.min(text.length(), SHOWN)));
    }
}
