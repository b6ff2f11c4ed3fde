package org.codearena.server.judge;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.codearena.contract.Limits;
import org.codearena.contract.Plan;
import org.codearena.contract.SourceFile;
import org.codearena.contract.Step;
import org.codearena.plugin.Language;
import org.codearena.plugin.PlanRequest;
import org.codearena.plugin.SourcesRefusedException;
import org.codearena.server.execution.RunnerFault;
import org.codearena.server.execution.Runners;
import org.codearena.server.infra.Blobs;
import org.codearena.server.language.Languages;
import org.codearena.server.problem.JudgingRules;
import org.codearena.server.problem.JudgingRules.Validation;
import org.codearena.server.problem.StoredFile;
import org.codearena.server.problem.StoredProgram;

/** Makes the programs that packages bring: a runner compiles them like anybody's, in a box. */
final class Validators {
    private static final long MIB = 1 << 20;
    private static final Limits COMPILE =
            JudgingLimits.compile(60_000, 2_048 * MIB).withProcesses(256);

    /**
     * Has a package's own build script run, by the interpreter that its first line names, as nothing in a box's own files may
     * be executed there; what lies in the directory then is the program.
     */
    private static final String BUILD = """
            cp -r /box/. /out && cd /out && chmod -R u+w ./* || exit 1
            if [ -f build ]; then
                read -r first < build
                case $first in '#!'*) ${first#\\#!} ./build ;; *) sh ./build ;; esac || exit 1
            fi
            [ -f run ] || { echo "there is no file 'run' after building" >&2; exit 1; }
            chmod +x run
            """;

    private final Languages languages;
    private final Blobs blobs;
    private final Compiler compiler;
    private final Preparations preparations;

    Validators(Languages languages, Blobs blobs, Compiler compiler, Preparations preparations) {
        this.languages = languages;
        this.blobs = blobs;
        this.compiler = compiler;
        this.preparations = preparations;
    }

    /** Compiles it; what is wrong with it is for those who made the problem. */
    Compiled compile(StoredProgram program, Validation limits) {
        try {
            return compiler.compile(plan(program, files(program.files()), limits), COMPILE);
        } catch (SourcesRefusedException refused) {
            return new Compiled.Failed(program.name() + ": " + refused.getMessage());
        }
    }

    /** Whether a language here takes its files. */
    boolean canCompile(StoredProgram program) {
        return switch (program.form()) {
            case SCRIPTS -> true;
            case SOURCES ->
                languages
                        .ofFiles(program.files().stream()
                                .map(file -> SourceFile.of(file.path(), ""))
                                .toList())
                        .isPresent();
        };
    }

    private Plan plan(StoredProgram program, List<SourceFile> files, Validation limits) throws SourcesRefusedException {
        return switch (program.form()) {
            case SCRIPTS ->
                new Plan(files, Optional.of(Step.of("/bin/sh", "-c", BUILD)), Step.of("/box/run"), Optional.empty());
            case SOURCES -> {
                Language language = language(files);
                preparations.of(language);
                yield language.plan(new PlanRequest(files, program.entryPoint(), limits.memoryBytes()));
            }
        };
    }

    private Language language(List<SourceFile> files) throws SourcesRefusedException {
        return languages
                .ofFiles(files)
                .orElseThrow(() -> new SourcesRefusedException("no language here takes its files: "
                        + files.stream().map(SourceFile::path).toList()));
    }

    /** The files of a package, read. */
    List<SourceFile> files(List<StoredFile> stored) {
        return stored.stream()
                .map(file -> new SourceFile(file.path(), bytes(file)))
                .toList();
    }

    private byte[] bytes(StoredFile file) {
        try (InputStream in = blobs.open(file.sha256())) {
            return in.readAllBytes();
        } catch (IOException unreadable) {
            throw new RunnerFault(file.path() + " cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }

    /** The problem's own validator, ready to judge; absent for the default one. */
    Optional<OwnValidator> of(JudgingRules rules, Runners runners) {
        return rules.validator().map(program -> switch (compile(program, rules.validation())) {
            case Compiled.Ready ready ->
                new OwnValidator(
                        runners,
                        blobs,
                        rules,
                        program.protocol(),
                        new HeldProgram(compiler, ready),
                        limits(rules.validation()));
            case Compiled.Failed(String output) ->
                throw new RunnerFault("the problem's validator does not compile: " + output);
        });
    }

    /** What its runtime needs comes on top of what the package allows. */
    static Limits limits(Validation validation) {
        return Limits.DEFAULT
                .withCpuTimeMs(validation.timeMs())
                .withMemoryBytes(validation.memoryBytes() + 128 * MIB)
                .withOutputBytes(validation.outputBytes())
                .withProcesses(256);
    }
}
