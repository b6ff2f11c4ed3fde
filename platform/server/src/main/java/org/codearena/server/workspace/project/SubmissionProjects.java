package org.codearena.server.workspace.project;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.codearena.contract.SourceFile;
import org.codearena.contract.workspace.WorkspaceOpen.Task;
import org.codearena.plugin.Language;
import org.codearena.plugin.PlanRequest;
import org.codearena.plugin.SourcesRefusedException;
import org.codearena.plugin.WorkspaceCommands;
import org.codearena.server.infra.Blobs;
import org.codearena.server.infra.Database;
import org.codearena.server.kernel.Fault;
import org.codearena.server.language.OfferedLanguages;
import org.codearena.server.problem.JudgingRules;
import org.codearena.server.problem.ProblemStore;
import org.codearena.server.problem.StoredFile;
import org.codearena.server.problem.StoredVersion;
import org.codearena.server.submission.SentProgram;
import org.codearena.server.submission.SubmissionStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a project of a submission begins as: the program, what the problem lays beside every program, and the problem's samples;
 * with the tasks that make it, start it on a sample and try it on all of them.
 */
final class SubmissionProjects {
    private static final Logger log = LoggerFactory.getLogger(SubmissionProjects.class);

    /** For plans that depend on it; what is typed in a workspace does not. */
    private static final long MEMORY_BYTES = 1L << 30;

    private final Database database;
    private final Blobs blobs;
    private final OfferedLanguages languages;
    private final SubmissionStore submissions = new SubmissionStore();
    private final ProblemStore problems = new ProblemStore();

    SubmissionProjects(Database database, Blobs blobs, OfferedLanguages languages) {
        this.database = database;
        this.blobs = blobs;
        this.languages = languages;
    }

    /** The project, its files in the object store. The caller has seen that whoever asks may look into the submission. */
    NewProject of(UUID submission) throws IOException {
        SentProgram program = database.read(handle -> submissions.program(handle, submission))
                .orElseThrow(() -> Fault.notFound("there is no submission " + submission));
        Optional<StoredVersion> version =
                program.problemVersion().map(id -> database.read(handle -> problems.version(handle, id)));
        Language language = language(program.language());
        Map<String, SourceFile> sources = new LinkedHashMap<>();
        program.files().forEach(file -> sources.put(file.path(), file));
        for (SourceFile included : included(language, version)) {
            sources.put(included.path(), included);
        }
        Samples samples =
                version.isPresent() ? Samples.of(version.get().tests(), sources.keySet(), blobs) : Samples.none();
        List<ManifestFile> files = new ArrayList<>(samples.files());
        for (SourceFile source : sources.values()) {
            Templates.store(blobs, source);
            files.add(Templates.manifestFile(source));
        }
        return new NewProject(
                program.problem().orElse("program"),
                program.language(),
                Optional.empty(),
                Optional.of(submission),
                tasks(language, program, List.copyOf(sources.values()), samples),
                files);
    }

    private Language language(String id) {
        return languages
                .find(id)
                .orElseThrow(
                        () -> Fault.conflict("the submission is in '" + id + "', which is not installed any more"));
    }

    /** As for the judge: those for the language come last. */
    private List<SourceFile> included(Language language, Optional<StoredVersion> version) throws IOException {
        Map<String, List<StoredFile>> includes =
                version.map(StoredVersion::rules).orElse(JudgingRules.PLAIN).includes();
        List<StoredFile> stored = new ArrayList<>(includes.getOrDefault("default", List.of()));
        language.packageCodes().forEach(code -> stored.addAll(includes.getOrDefault(code, List.of())));
        List<SourceFile> files = new ArrayList<>();
        for (StoredFile file : stored) {
            try (InputStream bytes = blobs.open(file.sha256())) {
                files.add(new SourceFile(file.path(), bytes.readAllBytes()));
            }
        }
        return files;
    }

    /** A program that cannot be one is worth opening all the more: it has no tasks. */
    private static List<Task> tasks(Language language, SentProgram program, List<SourceFile> sources, Samples samples) {
        try {
            Optional<WorkspaceCommands> commands =
                    language.workspaceCommands(new PlanRequest(sources, program.entryPoint(), MEMORY_BYTES));
            return commands.map(known -> Tasks.of(known, samples)).orElse(List.of());
        } catch (SourcesRefusedException unclear) {
            log.atDebug().addKeyValue("reason", unclear.getMessage()).log("no tasks for a submission's project");
            return List.of();
        }
    }
}
