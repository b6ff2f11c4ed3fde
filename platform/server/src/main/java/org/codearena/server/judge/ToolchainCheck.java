package org.codearena.server.judge;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.codearena.contract.CompileReply;
import org.codearena.contract.CompileRequest;
import org.codearena.contract.Exit;
import org.codearena.contract.Limits;
import org.codearena.contract.RunReport;
import org.codearena.contract.RunRequest;
import org.codearena.contract.SourceFile;
import org.codearena.contract.Step;
import org.codearena.plugin.Language;
import org.codearena.plugin.SelfTest;
import org.codearena.server.execution.RunnerFault;
import org.codearena.server.execution.Runners;
import org.codearena.server.infra.Blobs;
import org.codearena.server.language.Languages;
import org.codearena.server.submission.Judgement;
import org.codearena.server.submission.RunResult;

/** The check of a language on one runner. */
final class ToolchainCheck {
    private static final long SELF_TEST_TIME_MS = 10_000;
    private static final long SELF_TEST_MEMORY_BYTES = 256L << 20;

    private final Runners runners;
    private final Blobs blobs;
    private final Judging judging;

    ToolchainCheck(Runners runners, Blobs blobs, Languages languages) {
        this.runners = runners;
        this.blobs = blobs;
        this.judging = new Judging(runners, blobs, languages, new FreeSlots());
    }

    /**
     * Answers the toolchain's version, when everything works.
     *
     * @throws Unavailable with the reason why not
     */
    String versionOfWorking(Language language) {
        String version = version(language);
        // The toolchain's version is part of the preparation's: what was prepared for another one does not fit.
        language.preparation()
                .ifPresent(preparation -> runners.prepare(Preparations.request(language, preparation, version)));
        selfTest(language);
        return version;
    }

    private String version(Language language) {
        String printed = printedBy(language.versionProbe().step());
        return language.versionProbe()
                .versionIn(printed)
                .orElseThrow(() -> new Unavailable("its version was not found in '" + beginning(printed) + "'"));
    }

    /** Runs a step that needs no program: beside a file that nobody looks at. */
    private String printedBy(Step step) {
        CompileReply empty = runners.compile(
                new CompileRequest(List.of(SourceFile.of("probe", "")), Optional.empty(), Limits.DEFAULT, 1 << 10, 1));
        String handle = empty.program().orElseThrow(() -> new RunnerFault("an empty program was refused"));
        CapturedOutput captured = new CapturedOutput(8 << 10, 8 << 10);
        RunReport report = runners.run(handle, new RunRequest(step, Optional.empty(), Limits.DEFAULT), captured)
                .orElseThrow(() -> new RunnerFault("the runner dropped a program that it had just made"));
        return switch (report.exit()) {
            case Exit.Code(int status) when status == 0 -> captured.outputText() + captured.errorText();
            case Exit.NotStarted(String reason) ->
                throw new Unavailable("'" + step.command().getFirst() + "' could not be started: " + reason);
            case Exit.Code _, Exit.Signal _, Exit.OverLimit _, Exit.Cancelled _ ->
                throw new Unavailable("'" + String.join(" ", step.command()) + "' ended with " + report.exit() + ": "
                        + beginning(captured.errorText()));
        };
    }

    private void selfTest(Language language) {
        SelfTest test = language.selfTest();
        Program program = new Program(language, new ArrayList<>(test.files()), Optional.empty());
        String input = BlobText.put(blobs, test.input());
        Judgement judgement =
                judging.run(program, Optional.of(input), SELF_TEST_TIME_MS, SELF_TEST_MEMORY_BYTES, Progress.UNHEARD);
        String printed = judgement.run().map(RunResult::stdout).orElse("");
        if (!printed.equals(test.output())) {
            throw new Unavailable(
                    "its self-test ended with " + judgement.verdict().wireName() + " and printed '"
                            + beginning(printed) + "', expected was '" + beginning(test.output()) + "'; "
                            + beginning(judgement.compilerOutput()
                                    + judgement.run().map(RunResult::stderr).orElse("")));
        }
    }

    private static String beginning(String text) {
        return text.length() <= 300 ? text.strip() : text.substring(0, 300).strip() + "…";
    }

    /** Why a language does not work. */
    static final class Unavailable extends RuntimeException {
        private static final long serialVersionUID = 1;

        Unavailable(String message) {
            super(message);
        }
    }
}
