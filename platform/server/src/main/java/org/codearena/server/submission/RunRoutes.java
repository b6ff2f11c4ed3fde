package org.codearena.server.submission;

import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.codearena.contract.Lane;
import org.codearena.server.identity.Callers;
import org.codearena.server.infra.Blobs;
import org.codearena.server.infra.Database;
import org.codearena.server.infra.http.Feature;
import org.codearena.server.infra.http.Json;
import org.codearena.server.infra.http.Params;
import org.codearena.server.infra.http.Routes;
import org.codearena.server.kernel.Fault;
import org.codearena.server.language.OfferedLanguages;
import org.codearena.server.submission.NewSubmission.RunLimits;
import org.codearena.server.submission.SubmissionViews.Row;
import org.codearena.server.submission.SubmittedFiles.Submitted;
import org.jspecify.annotations.Nullable;

/** Programs run on their sender's own input, over HTTP. */
public final class RunRoutes implements Feature {
    private static final int MOST_INPUT_BYTES = 1 << 20;
    private static final long MOST_TIME_MS = 10_000;
    private static final long LEAST_MEMORY_BYTES = 16L << 20;
    private static final long MOST_MEMORY_BYTES = 1L << 30;
    private static final Duration WAIT = Duration.ofSeconds(30);
    /** JSON may write a byte of the input with six characters. */
    private static final long BODY_BYTES = 6L * MOST_INPUT_BYTES + 4L * SubmittedFiles.MOST_BYTES;

    record AskedLimits(@Nullable Long timeMs, @Nullable Long memoryBytes) {}

    record RunSubmission(
            String language,
            List<Submitted> files,
            @Nullable String entryPoint,
            @Nullable String stdin,
            @Nullable AskedLimits limits) {}

    record RunAccepted(UUID id) {}

    record RunDetail(
            UUID id,
            String state,
            @Nullable String compilerOutput,
            @Nullable String stdout,
            @Nullable String stderr,
            @Nullable Integer exitCode,
            @Nullable Integer signal,
            @Nullable String outcome,
            @Nullable Long timeMs,
            @Nullable Long wallMs,
            @Nullable Long memoryBytes) {}

    private final Database database;
    private final Submissions submissions;
    private final SubmissionViews views;
    private final SubmissionAccess access;
    private final SubmissionFeed feed;
    private final OfferedLanguages languages;
    private final Blobs blobs;

    public RunRoutes(
            Database database,
            Submissions submissions,
            SubmissionViews views,
            SubmissionAccess access,
            SubmissionFeed feed,
            OfferedLanguages languages,
            Blobs blobs) {
        this.database = database;
        this.submissions = submissions;
        this.views = views;
        this.access = access;
        this.feed = feed;
        this.languages = languages;
        this.blobs = blobs;
    }

    @Override
    public void declare(Routes routes) {
        routes.post("/runs", this::run)
                .summary("Runs a program on the caller's own input, judged against nothing")
                .query("wait", "true answers with the result when it ends, within " + WAIT.toSeconds() + " s")
                .takes(RunSubmission.class)
                .atMost(BODY_BYTES)
                .guardedBy(Callers.signedIn())
                .answers(200, RunDetail.class)
                .answers(202, RunAccepted.class)
                .refuses(400, "the language is unknown, or the files or limits cannot be taken")
                .refuses(413, "the files or the input are too large");
        routes.get("/runs/{id}", this::show)
                .summary("One run, for its owner and setters")
                .guardedBy(Callers.signedIn())
                .answers(200, RunDetail.class)
                .refuses(404, "there is no such run");
    }

    private void run(ServerRequest request, ServerResponse response) throws Exception {
        RunSubmission asked = Json.read(request, RunSubmission.class);
        UUID id = submissions.accept(new NewSubmission(
                Callers.require(request).id(),
                Optional.empty(),
                Lane.RUN,
                languages.require(asked.language()).id(),
                SubmittedFiles.check(asked.files()),
                EntryPoint.check(asked.entryPoint()),
                Optional.ofNullable(asked.stdin()).map(this::keep),
                limits(Optional.ofNullable(asked.limits()))));
        if (Params.flag(request, "wait") && feed.awaitVerdict(id, WAIT)) {
            Json.send(response, detail(access.find(id)));
        } else {
            Json.send(response, Status.ACCEPTED_202, new RunAccepted(id));
        }
    }

    private String keep(String input) {
        byte[] bytes = input.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > MOST_INPUT_BYTES) {
            throw Fault.tooLarge("stdin has " + bytes.length + " bytes, at most " + MOST_INPUT_BYTES + " are allowed");
        }
        try {
            return blobs.put(new ByteArrayInputStream(bytes));
        } catch (IOException failure) {
            throw Fault.internal("the input could not be kept", failure);
        }
    }

    private static RunLimits limits(Optional<AskedLimits> asked) {
        return new RunLimits(
                asked.map(AskedLimits::timeMs).map(time -> within("limits.timeMs", time, 1, MOST_TIME_MS)),
                asked.map(AskedLimits::memoryBytes)
                        .map(memory -> within("limits.memoryBytes", memory, LEAST_MEMORY_BYTES, MOST_MEMORY_BYTES)));
    }

    private static long within(String field, long value, long least, long most) {
        if (value < least || value > most) {
            throw Fault.badField(field, "is " + value + ", allowed are " + least + " to " + most);
        }
        return value;
    }

    private void show(ServerRequest request, ServerResponse response) {
        Row row = access.find(Params.id(request, "id"));
        SubmissionAccess.requireInsight(Callers.require(request), row);
        Json.send(response, detail(row));
    }

    private RunDetail detail(Row row) {
        Optional<Judgement> judgement = database.read(handle -> views.judgement(handle, row.id()));
        Optional<RunResult> run = judgement.flatMap(Judgement::run);
        return new RunDetail(
                row.id(),
                row.state(),
                judgement.map(Judgement::compilerOutput).orElse(null),
                run.map(RunResult::stdout).orElse(null),
                run.map(RunResult::stderr).orElse(null),
                run.map(RunResult::exitCode).orElse(null),
                run.map(RunResult::signal).orElse(null),
                run.map(RunResult::outcome)
                        .or(() -> Optional.ofNullable(row.verdict()))
                        .orElse(null),
                row.timeMs(),
                run.map(RunResult::wallMs).orElse(null),
                row.memoryBytes());
    }
}
