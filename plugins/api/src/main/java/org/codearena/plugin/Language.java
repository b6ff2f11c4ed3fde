package org.codearena.plugin;

import java.util.List;
import java.util.Optional;
import org.codearena.contract.Plan;
import org.codearena.contract.SourceFile;

/** One language: its names, and how its sources become a running program. Implementations keep no state. */
public interface Language {
    /** Stable id, lower-case letters and digits, for example {@code python}: part of the API, of tables and of queue names. */
    String id();

    /** What people call it, for example {@code Python 3}. */
    String name();

    /** How to learn which version of its toolchain is installed. A probe that fails makes the language unavailable. */
    VersionProbe versionProbe();

    /** File name extensions without the dot, the usual one first. */
    List<String> extensions();

    /** Codes by which problem packages name the language, for example {@code python3}. */
    default List<String> packageCodes() {
        return List.of(id());
    }

    /** The editor's name for the language's syntax, for example {@code python} or {@code javascript}. */
    String editorMode();

    /**
     * How this set of files is compiled and run.
     *
     * @throws SourcesRefusedException when the files cannot be a program of this language; the message is shown to the
     *     contestant as the compile error
     */
    Plan plan(PlanRequest request) throws SourcesRefusedException;

    /** What the runtime needs on top of what the problem allows. */
    Allowances allowances();

    /** What is made once per toolchain so that later steps are fast. */
    default Optional<Preparation> preparation() {
        return Optional.empty();
    }

    /** The container image that holds the toolchain and a runner, without registry and tag. */
    String runnerImage();

    /** What an empty editor starts with: reads nothing, compiles, says where to begin. */
    SourceFile starterCode();

    /** Projects that a workspace can start from. */
    default List<WorkspaceTemplate> templates() {
        return List.of();
    }

    /**
     * How the program that {@link #plan} makes of these files is made and started in a workspace. Empty where the plugin does
     * not say: people can open such a program in a workspace, and have to know for themselves how it is run.
     *
     * @throws SourcesRefusedException when the files cannot be a program of this language, or it is unclear which
     */
    default Optional<WorkspaceCommands> workspaceCommands(PlanRequest request) throws SourcesRefusedException {
        return Optional.empty();
    }

    /** A tiny program that must work in the real sandbox before the language is offered to anyone. */
    SelfTest selfTest();
}
