package org.codearena.server.problem;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.codearena.server.problem.PackageJudging.Build;
import org.codearena.server.problem.PackageJudging.ValidatorCheck;
import org.codearena.server.problem.format.PackageCheck;
import org.codearena.server.problem.format.PackageProgram;
import org.codearena.server.problem.format.PackageTest;
import org.codearena.server.problem.format.PackageTest.Settings;
import org.codearena.server.problem.format.ParsedPackage;

/**
 * Holds a package's data against its own validators: every input must be valid, and what the package says to be invalid must
 * be refused. Says what it finds as it goes.
 */
final class PackageChecks {
    /** Of the same fault in every one of a thousand tests its author need not hear a thousand times. */
    private static final int MOST_COMPLAINTS = 20;

    private static final int LONGEST_SAID = 2_000;

    /** An input validator that can be started. */
    private record InputValidator(PackageProgram program, StoredProgram stored) {}

    private final ParsedPackage parsed;
    private final PackageStorage storage;
    private final PackageJudging judging;
    private final ImportProgress progress;
    private int complaints;

    PackageChecks(ParsedPackage parsed, PackageStorage storage, PackageJudging judging, ImportProgress progress) {
        this.parsed = parsed;
        this.storage = storage;
        this.judging = judging;
        this.progress = progress;
    }

    /** Whether the output validator, if the package has its own, can be started. */
    boolean canBeJudged(StoredVersion version) {
        Optional<StoredProgram> validator = version.rules().validator();
        if (validator.isEmpty()) {
            return true;
        }
        Build build = judging.compile(validator.get());
        if (build.state() != Build.State.READY) {
            progress.say("error", validator.get().name() + ": cannot be used: " + said(build.said()));
        }
        return build.state() == Build.State.READY;
    }

    /** Whether everything is as the package says; what is not has been said. */
    boolean dataHolds(StoredVersion version) throws IOException {
        List<InputValidator> validators = inputValidators();
        for (int i = 0; i < parsed.tests().size(); i++) {
            checkInput(validators, parsed.tests().get(i), version.tests().get(i));
        }
        for (PackageCheck check : parsed.judgement().checks()) {
            switch (check.kind()) {
                case INVALID_INPUT -> checkInvalidInput(validators, check);
                case INVALID_OUTPUT -> checkOutput(version, check, ValidatorCheck.Answer.REFUSED);
                case VALID_OUTPUT -> checkOutput(version, check, ValidatorCheck.Answer.ACCEPTED);
            }
        }
        checkSampleOutputs(version);
        if (complaints > MOST_COMPLAINTS) {
            progress.say("error", "and " + (complaints - MOST_COMPLAINTS) + " more faults of this kind");
        }
        return complaints == 0;
    }

    private List<InputValidator> inputValidators() throws IOException {
        List<InputValidator> ready = new ArrayList<>();
        for (PackageProgram program : parsed.judgement().inputValidators()) {
            StoredProgram stored = storage.store(program);
            Build build = judging.compile(stored);
            switch (build.state()) {
                case READY -> ready.add(new InputValidator(program, stored));
                case BROKEN -> complain(program.path() + ": does not compile: " + said(build.said()));
                case NO_LANGUAGE -> progress.say("warning", program.path() + ": is not run: " + said(build.said()));
            }
        }
        return ready;
    }

    private void checkInput(List<InputValidator> validators, PackageTest test, StoredTest stored) {
        for (InputValidator validator : validators) {
            ValidatorCheck check = judging.checkInput(
                    validator.stored(),
                    arguments(validator.program(), test.settings()),
                    stored.input(),
                    stored.files());
            if (check.answer() != ValidatorCheck.Answer.ACCEPTED) {
                complain(test.input().path() + ": " + validator.program().path() + " " + word(check) + " it: "
                        + said(check.said()));
            }
        }
    }

    private static List<String> arguments(PackageProgram validator, Settings settings) {
        List<String> arguments = new ArrayList<>(settings.inputValidator().of(validator.name()));
        arguments.addAll(settings.arguments());
        return arguments;
    }

    private void checkInvalidInput(List<InputValidator> validators, PackageCheck check) throws IOException {
        if (validators.isEmpty()) {
            return;
        }
        String input = storage.put(check.input());
        boolean refused = false;
        for (InputValidator validator : validators) {
            ValidatorCheck answer = judging.checkInput(
                    validator.stored(), arguments(validator.program(), check.settings()), input, Map.of());
            refused |= answer.answer() != ValidatorCheck.Answer.ACCEPTED;
        }
        if (!refused) {
            complain(check.input().path() + ": every input validator accepts it, though it is said to be invalid");
        }
    }

    private void checkOutput(StoredVersion version, PackageCheck check, ValidatorCheck.Answer wanted)
            throws IOException {
        if (check.output().isEmpty() || isTalkative(version)) {
            return;
        }
        StoredTest test = storage.store(check, version.rules().validator().isPresent());
        ValidatorCheck answer =
                validate(version, test, storage.put(check.output().get()));
        if (answer.answer() != wanted) {
            complain(check.output().get().path() + ": the output validator " + word(answer) + " it, though it must be "
                    + wanted.name().toLowerCase(Locale.ROOT) + ": " + said(answer.said()));
        }
    }

    /** An output that is shown must be right; an answer that is shown should be. */
    private void checkSampleOutputs(StoredVersion version) throws IOException {
        if (isTalkative(version)) {
            return;
        }
        for (int i = 0; i < parsed.tests().size(); i++) {
            PackageTest test = parsed.tests().get(i);
            StoredTest stored = version.tests().get(i);
            if (!test.sample()) {
                continue;
            }
            boolean ownOutput = test.shown().output().isPresent();
            String output = ownOutput ? storage.put(test.shown().output().get()) : stored.answer();
            ValidatorCheck answer = validate(version, stored, output);
            if (answer.answer() != ValidatorCheck.Answer.ACCEPTED) {
                String text = "data/" + test.name() + (ownOutput ? ".out" : ".ans") + ": the output validator "
                        + word(answer) + " it: " + said(answer.said());
                if (ownOutput) {
                    complain(text);
                } else if (test.shown().answer().isEmpty()) {
                    progress.say("warning", text);
                }
            }
        }
    }

    private ValidatorCheck validate(StoredVersion version, StoredTest test, String output) throws IOException {
        return version.rules().validator().isPresent()
                ? judging.checkOutput(version, test, output)
                : storage.checkByDefault(test, output);
    }

    private static boolean isTalkative(StoredVersion version) {
        return version.rules().interactive() || version.rules().passes() > 1;
    }

    private void complain(String text) {
        complaints++;
        if (complaints <= MOST_COMPLAINTS) {
            progress.say("error", text);
        }
    }

    private static String word(ValidatorCheck check) {
        return switch (check.answer()) {
            case ACCEPTED -> "accepts";
            case REFUSED -> "refuses";
            case FAILED -> "failed on";
        };
    }

    private static String said(String text) {
        String said = text.strip();
        if (said.isEmpty()) {
            return "it says nothing";
        }
        return said.length() > LONGEST_SAID ? said.substring(0, LONGEST_SAID) + "…" : said;
    }
}
