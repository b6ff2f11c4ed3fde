package org.codearena.server.submission;

import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.codearena.contract.Lane;
import org.codearena.contract.SourceFile;
import org.codearena.plugin.Language;
import org.codearena.server.identity.Caller;
import org.codearena.server.identity.Callers;
import org.codearena.server.identity.Role;
import org.codearena.server.infra.Database;
import org.codearena.server.infra.http.Cursor;
import org.codearena.server.infra.http.Feature;
import org.codearena.server.infra.http.Idempotency;
import org.codearena.server.infra.http.Idempotency.Answer;
import org.codearena.server.infra.http.Json;
import org.codearena.server.infra.http.PageRequest;
import org.codearena.server.infra.http.Params;
import org.codearena.server.infra.http.Routes;
import org.codearena.server.kernel.Fault;
import org.codearena.server.language.OfferedLanguages;
import org.codearena.server.submission.NewSubmission.RunLimits;
import org.codearena.server.submission.SubmissionViews.Filter;
import org.codearena.server.submission.SubmissionViews.Past;
import org.codearena.server.submission.SubmissionViews.Row;
import org.codearena.server.submission.SubmittedFiles.Submitted;
import org.jspecify.annotations.Nullable;

/** Submissions for problems, over HTTP. */
public final class SubmissionRoutes implements Feature {
    /** Base64 and JSON around the largest sources, with room to spare. */
    private static final long BODY_BYTES = 4L * SubmittedFiles.MOST_BYTES;

    record SubmissionRequest(
            String problem,
            String language,
            List<Submitted> files,
            @Nullable String entryPoint,
            @Nullable String contest) {}

    record Accepted(UUID id, String state) {}

    /** A file as it is shown: bytes that are not UTF-8 are replaced. */
    record ShownFile(String path, String content) {
        static ShownFile of(SourceFile file) {
            return new ShownFile(file.path(), StoredText.safe(file.content()));
        }
    }

    record SubmissionItem(
            UUID id,
            @Nullable String problem,
            String username,
            String language,
            String state,
            @Nullable String verdict,
            @Nullable Double score,
            @Nullable Long timeMs,
            @Nullable Long memoryBytes,
            Instant createdAt,
            @Nullable Instant judgedAt) {
        static SubmissionItem of(Row row) {
            return new SubmissionItem(
                    row.id(),
                    row.problem(),
                    row.username(),
                    row.language(),
                    row.state(),
                    row.verdict(),
                    row.score(),
                    row.timeMs(),
                    row.memoryBytes(),
                    row.createdAt(),
                    row.judgedAt());
        }
    }

    record SubmissionDetail(
            UUID id,
            @Nullable String problem,
            String username,
            String language,
            String state,
            @Nullable String verdict,
            @Nullable Double score,
            @Nullable Long timeMs,
            @Nullable Long memoryBytes,
            @Nullable String compilerOutput,
            List<TestResult> tests,
            @Nullable Integer testCount,
            int attempt,
            Instant createdAt,
            @Nullable Instant judgedAt,
            List<Past> history,
            @Nullable List<ShownFile> files) {}

    private final Database database;
    private final Submissions submissions;
    private final SubmissionStore store = new SubmissionStore();
    private final SubmissionViews views;
    private final SubmissionAccess access;
    private final SubmissionEvents events;
    private final OfferedLanguages languages;
    private final ProblemLookup problems;
    private final Idempotency idempotency;

    public SubmissionRoutes(
            Database database,
            Submissions submissions,
            SubmissionViews views,
            SubmissionAccess access,
            SubmissionEvents events,
            OfferedLanguages languages,
            ProblemLookup problems,
            Idempotency idempotency) {
        this.database = database;
        this.submissions = submissions;
        this.views = views;
        this.access = access;
        this.events = events;
        this.languages = languages;
        this.problems = problems;
        this.idempotency = idempotency;
    }

    @Override
    public void declare(Routes routes) {
        routes.post("/submissions", this::submit)
                .summary("Submits a program for a problem; it is judged in the background")
                .takes(SubmissionRequest.class)
                .atMost(BODY_BYTES)
                .answers(202, Accepted.class)
                .guardedBy(Callers.signedIn())
                .idempotent()
                .refuses(400, "the problem or the language is unknown, or the files cannot be taken")
                .refuses(
                        413,
                        "the files are larger together than the problem's limit, or " + SubmittedFiles.MOST_BYTES
                                + " bytes")
                .refuses(429, "too many submissions of yours have no verdict yet")
                .refuses(503, "too many submissions wait");
        routes.get("/submissions", this::list)
                .summary("Submissions for problems, the newest first")
                .query("user", "only this user's, by name; 'me' for one's own")
                .query("problem", "only those for this problem, by its slug")
                .query("verdict", "only those with this verdict")
                .guardedBy(Callers.signedIn())
                .answersPageOf(SubmissionItem.class);
        routes.get("/submissions/{id}", this::show)
                .summary("One submission; tests, messages and sources for their owner and setters")
                .guardedBy(Callers.signedIn())
                .answers(200, SubmissionDetail.class)
                .refuses(404, "there is no such submission");
        routes.get("/submissions/{id}/evidence", this::evidence)
                .summary("What it takes to repeat the judging of a submission: hashes, versions, limits, raw counters")
                .guardedBy(Callers.setters())
                .answers(200, Evidence.class)
                .refuses(404, "there is no such submission, or no evidence of it");
    }

    private void evidence(ServerRequest request, ServerResponse response) {
        Row row = access.find(Params.id(request, "id"));
        Json.send(
                response,
                database.read(handle -> views.evidence(handle, row.id()))
                        .orElseThrow(() -> Fault.notFound("there is no evidence of submission " + row.id()
                                + ": it has no verdict, or one from before evidence was kept")));
    }

    private void submit(ServerRequest request, ServerResponse response) {
        SubmissionRequest submitted = Json.read(request, SubmissionRequest.class);
        if (submitted.contest() != null) {
            throw Fault.badField("contest", "'" + submitted.contest() + "' is unknown: there are no contests yet");
        }
        ProblemLookup.Entry problem = problem(submitted.problem());
        NewSubmission submission = new NewSubmission(
                Callers.require(request).id(),
                Optional.of(problem.problem()),
                Lane.PRACTICE,
                language(submitted.language(), problem.languages()).id(),
                SubmittedFiles.check(submitted.files(), problem.codeBytes()),
                EntryPoint.check(submitted.entryPoint()),
                Optional.empty(),
                RunLimits.DEFAULT);
        idempotency.answer(
                request,
                response,
                submission.user(),
                tx -> new Answer(Status.ACCEPTED_202, new Accepted(submissions.accept(tx, submission), "queued")));
    }

    private Language language(String id, List<String> packageCodes) {
        Language language = languages.require(id);
        if (!packageCodes.isEmpty() && language.packageCodes().stream().noneMatch(packageCodes::contains)) {
            List<String> allowed = languages.all().stream()
                    .filter(each -> each.packageCodes().stream().anyMatch(packageCodes::contains))
                    .map(Language::id)
                    .toList();
            throw Fault.badField(
                    "language",
                    "'" + id + "' is not allowed for this problem, allowed "
                            + (allowed.isEmpty()
                                    ? "are none of those known here"
                                    : "are " + String.join(", ", allowed)));
        }
        return language;
    }

    private ProblemLookup.Entry problem(String slug) {
        return problems.current(slug)
                .orElseThrow(() ->
                        Fault.badField("problem", "'" + slug + "' is unknown; GET /api/v1/problems lists those known"));
    }

    private void list(ServerRequest request, ServerResponse response) {
        PageRequest page = PageRequest.of(request);
        Caller.Person person = Callers.require(request);
        Filter filter = new Filter(
                Params.query(request, "user").map(user -> user.equals("me") ? person.username() : user),
                Params.query(request, "problem"),
                Params.query(request, "verdict").map(Verdict::of));
        Optional<UUID> before = page.after().map(cursor -> cursor.uuid(0));
        List<Row> rows = database.read(handle -> views.list(handle, filter, before, page.fetch()));
        Json.send(response, page.page(rows, SubmissionItem::of, row -> Cursor.of(row.id())));
    }

    private void show(ServerRequest request, ServerResponse response) {
        Row row = access.find(Params.id(request, "id"));
        Caller.Person person = Callers.require(request);
        boolean insight = SubmissionAccess.hasInsight(person, row);
        Optional<Judgement> judgement =
                insight ? database.read(handle -> views.judgement(handle, row.id())) : Optional.empty();
        List<TestResult> tests = judgement
                .map(Judgement::tests)
                .orElseGet(() -> insight ? events.resultsSoFar(row.id(), row.attempt()) : List.of());
        Json.send(
                response,
                new SubmissionDetail(
                        row.id(),
                        row.problem(),
                        row.username(),
                        row.language(),
                        row.state(),
                        row.verdict(),
                        row.score(),
                        row.timeMs(),
                        row.memoryBytes(),
                        judgement.map(Judgement::compilerOutput).orElse(null),
                        person.may(Role.SETTER)
                                ? tests
                                : tests.stream().map(TestResult::forContestant).toList(),
                        database.read(handle -> views.testCount(handle, row.id()))
                                .orElse(null),
                        row.attempt(),
                        row.createdAt(),
                        row.judgedAt(),
                        insight ? database.read(handle -> views.pasts(handle, row.id())) : List.of(),
                        insight ? shownFiles(row.id()) : null));
    }

    private List<ShownFile> shownFiles(UUID id) {
        return database.read(handle -> store.files(handle, id)).stream()
                .map(ShownFile::of)
                .toList();
    }
}
