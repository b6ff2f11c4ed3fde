package org.codearena.server.rejudge;

import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.codearena.plugin.Language;
import org.codearena.server.identity.Caller;
import org.codearena.server.identity.Callers;
import org.codearena.server.infra.Database;
import org.codearena.server.infra.http.Cursor;
import org.codearena.server.infra.http.Feature;
import org.codearena.server.infra.http.Idempotency;
import org.codearena.server.infra.http.Idempotency.Answer;
import org.codearena.server.infra.http.Json;
import org.codearena.server.infra.http.Page;
import org.codearena.server.infra.http.PageRequest;
import org.codearena.server.infra.http.Params;
import org.codearena.server.infra.http.Routes;
import org.codearena.server.kernel.Fault;
import org.codearena.server.language.OfferedLanguages;
import org.codearena.server.problem.ProblemStore;
import org.codearena.server.rejudge.RejudgeViews.After;
import org.codearena.server.rejudge.RejudgeViews.Change;
import org.codearena.server.rejudge.RejudgeViews.Particulars;
import org.codearena.server.rejudge.RejudgeViews.RejudgeItem;
import org.codearena.server.rejudge.RejudgeViews.Rejudged;
import org.codearena.server.submission.SubmissionAccess;
import org.jspecify.annotations.Nullable;

/** Rejudges over HTTP, for setters; what reaches beyond one problem is for admins. */
public final class RejudgeRoutes implements Feature {
    /** By which version of its problem a submission is judged again. */
    enum Version {
        CURRENT,
        SAME
    }

    record RejudgeRequest(
            @Nullable UUID submission,
            @Nullable String problem,
            @Nullable String language,
            @Nullable Version version) {}

    record RejudgeAccepted(UUID rejudgeId) {}

    record RejudgeCount(int submissions) {}

    /** Which results to apply; all unless told. */
    record ApplyRequest(@Nullable List<UUID> submissions) {}

    record RejudgeDetail(
            UUID id,
            @Nullable UUID submission,
            @Nullable String problem,
            @Nullable String language,
            String version,
            String state,
            int total,
            int judged,
            int differing,
            int failed,
            int applied,
            String by,
            Instant createdAt,
            @Nullable Instant settledAt,
            @Nullable String settledBy,
            List<Change> changes,
            List<Rejudged> items,
            @Nullable String next) {
        static RejudgeDetail of(RejudgeItem item, List<Change> changes, Page<Rejudged> page) {
            return new RejudgeDetail(
                    item.id(),
                    item.submission(),
                    item.problem(),
                    item.language(),
                    item.version(),
                    item.state(),
                    item.total(),
                    item.judged(),
                    item.differing(),
                    item.failed(),
                    item.applied(),
                    item.by(),
                    item.createdAt(),
                    item.settledAt(),
                    item.settledBy(),
                    changes,
                    page.items(),
                    page.next());
        }
    }

    record RejudgedDetail(
            Rejudged submission,
            @Nullable Particulars before,
            @Nullable Particulars after) {}

    private final Database database;
    private final Rejudges rejudges;
    private final RejudgeViews views = new RejudgeViews();
    private final ProblemStore problems = new ProblemStore();
    private final OfferedLanguages languages;
    private final SubmissionAccess submissions;
    private final Idempotency idempotency;

    public RejudgeRoutes(
            Database database,
            Rejudges rejudges,
            OfferedLanguages languages,
            SubmissionAccess submissions,
            Idempotency idempotency) {
        this.database = database;
        this.rejudges = rejudges;
        this.languages = languages;
        this.submissions = submissions;
        this.idempotency = idempotency;
    }

    @Override
    public void declare(Routes routes) {
        routes.post("/submissions/{id}/rejudge", this::rejudgeSubmission)
                .summary("Judges a submission again, beside the verdict that it has")
                .guardedBy(Callers.setters())
                .idempotent()
                .answers(202, RejudgeAccepted.class)
                .refuses(404, "there is no such submission")
                .refuses(409, "it has no verdict yet, or is being rejudged already");
        routes.post("/problems/{slug}/rejudge", this::rejudgeProblem)
                .summary("Judges every submission for a problem again, by the problem's current version")
                .guardedBy(Callers.setters())
                .idempotent()
                .answers(202, RejudgeAccepted.class)
                .refuses(404, "there is no such problem")
                .refuses(409, "there is nothing to judge again, or some of it is being rejudged already");
        routes.post("/languages/{id}/rejudge", this::rejudgeLanguage)
                .summary("Judges every submission in a language again")
                .guardedBy(Callers.admins())
                .idempotent()
                .answers(202, RejudgeAccepted.class)
                .refuses(404, "there is no such language")
                .refuses(409, "there is nothing to judge again, or some of it is being rejudged already");
        routes.post("/rejudges", this::rejudge)
                .summary(
                        "Judges again: a submission, or all for a problem, in a language (then an admin must ask), or both; "
                                + "by the problem's current version, or by the same one as before")
                .takes(RejudgeRequest.class)
                .guardedBy(Callers.setters())
                .idempotent()
                .answers(202, RejudgeAccepted.class)
                .refuses(409, "there is nothing to judge again, or some of it is being rejudged already");
        routes.get("/rejudges", this::list)
                .summary("Rejudges, the newest first")
                .query("problem", "only those of this problem, by its slug")
                .guardedBy(Callers.setters())
                .answersPageOf(RejudgeItem.class);
        routes.get("/rejudges/count", this::count)
                .summary("How many submissions a rejudge would judge again")
                .query("submission", "this one alone")
                .query("problem", "those for this problem, by its slug")
                .query("language", "those in this language")
                .guardedBy(Callers.setters())
                .answers(200, RejudgeCount.class);
        routes.get("/rejudges/{id}", this::show)
                .summary("A rejudge: how far it is, what would change, and a page of its submissions with the verdicts"
                        + " before and after, those that differ first")
                .query("differing", "true shows only those whose verdict or score differs")
                .query("limit", "at most so many items, 1 to 100, 25 unless told")
                .query("after", "the cursor that the page before ended with")
                .guardedBy(Callers.setters())
                .answers(200, RejudgeDetail.class)
                .refuses(404, "there is no such rejudge");
        routes.get("/rejudges/{id}/submissions/{submission}", this::showSubmission)
                .summary("One submission of a rejudge: tests, compiler output and evidence, before and after")
                .guardedBy(Callers.setters())
                .answers(200, RejudgedDetail.class)
                .refuses(404, "there is no such rejudge, or the submission is not in it");
        routes.post("/rejudges/{id}/apply", this::apply)
                .summary("Gives the submissions their new verdicts: all, or those listed; the rest keep theirs")
                .takes(ApplyRequest.class)
                .guardedBy(Callers.setters())
                .answers(200, RejudgeItem.class)
                .refuses(400, "a submission is listed that has no new verdict in this rejudge")
                .refuses(404, "there is no such rejudge")
                .refuses(409, "it still goes on or is settled, or a verdict changed meanwhile");
        routes.post("/rejudges/{id}/cancel", this::cancel)
                .summary("Throws the results of a rejudge away; no verdict changes")
                .guardedBy(Callers.setters())
                .answers(200, RejudgeItem.class)
                .refuses(404, "there is no such rejudge")
                .refuses(409, "it is settled already");
        routes.post("/rejudges/{id}/revert", this::revert)
                .summary("Gives the submissions back the verdicts that they had before the rejudge was applied")
                .guardedBy(Callers.setters())
                .answers(200, RejudgeItem.class)
                .refuses(404, "there is no such rejudge")
                .refuses(409, "it is not applied, or a verdict changed since");
    }

    private void rejudgeSubmission(ServerRequest request, ServerResponse response) {
        UUID id = Params.id(request, "id");
        submissions.requireInsight(Callers.require(request), id);
        start(request, response, scope(Optional.of(id), Optional.empty(), Optional.empty()), false);
    }

    private void rejudgeProblem(ServerRequest request, ServerResponse response) {
        String slug = Params.path(request, "slug");
        UUID problem = problem(slug).orElseThrow(() -> Fault.notFound("there is no problem '" + slug + "'"));
        start(request, response, scope(Optional.empty(), Optional.of(problem), Optional.empty()), false);
    }

    private void rejudgeLanguage(ServerRequest request, ServerResponse response) {
        String id = Params.path(request, "id");
        if (!known().contains(id)) {
            throw Fault.notFound("there is no language '" + id + "'");
        }
        start(request, response, scope(Optional.empty(), Optional.empty(), Optional.of(id)), false);
    }

    private void rejudge(ServerRequest request, ServerResponse response) {
        RejudgeRequest asked = Json.read(request, RejudgeRequest.class);
        Optional<UUID> submission = Optional.ofNullable(asked.submission());
        submission.ifPresent(id -> submissions.requireInsight(Callers.require(request), id));
        Scope scope = scope(
                submission,
                Optional.ofNullable(asked.problem()).map(this::requireProblem),
                Optional.ofNullable(asked.language()).map(this::requireLanguage));
        start(request, response, scope, asked.version() == Version.SAME);
    }

    private Scope scope(Optional<UUID> submission, Optional<UUID> problem, Optional<String> language) {
        if (submission.isEmpty() && problem.isEmpty() && language.isEmpty()) {
            throw Fault.badInput("what is to be judged again? Name a submission, a problem or a language");
        }
        return new Scope(submission, problem, language, known());
    }

    private List<String> known() {
        return languages.all().stream().map(Language::id).toList();
    }

    private Optional<UUID> problem(String slug) {
        return database.read(handle -> problems.find(handle, slug, true)).map(ProblemStore.Row::id);
    }

    private UUID requireProblem(String slug) {
        return problem(slug).orElseThrow(() -> Fault.badField("problem", "'" + slug + "' is unknown"));
    }

    private String requireLanguage(String id) {
        return languages.require(id).id();
    }

    private void start(ServerRequest request, ServerResponse response, Scope scope, boolean sameVersion) {
        Caller.Person setter = Callers.require(request);
        idempotency.answer(
                request,
                response,
                setter.id(),
                tx -> new Answer(
                        Status.ACCEPTED_202, new RejudgeAccepted(rejudges.start(tx, setter, scope, sameVersion))));
    }

    private void count(ServerRequest request, ServerResponse response) {
        Scope scope = scope(
                Params.queryId(request, "submission"),
                Params.query(request, "problem").map(this::requireProblem),
                Params.query(request, "language").map(this::requireLanguage));
        Json.send(response, new RejudgeCount(rejudges.count(scope)));
    }

    private void list(ServerRequest request, ServerResponse response) {
        PageRequest page = PageRequest.of(request);
        Optional<String> problem = Params.query(request, "problem");
        Optional<UUID> before = page.after().map(cursor -> cursor.uuid(0));
        List<RejudgeItem> rows = database.read(handle -> views.list(handle, problem, before, page.fetch()));
        Json.send(response, page.page(rows, row -> row, row -> Cursor.of(row.id())));
    }

    private void show(ServerRequest request, ServerResponse response) {
        RejudgeItem item = find(request);
        PageRequest page = PageRequest.of(request);
        boolean onlyDiffering = Params.flag(request, "differing");
        Optional<After> after =
                page.after().map(cursor -> new After(cursor.string(0).equals("true"), cursor.uuid(1)));
        List<Rejudged> rows =
                database.read(handle -> views.submissions(handle, item.id(), onlyDiffering, after, page.fetch()));
        List<Change> changes = database.read(handle -> views.changes(handle, item.id()));
        Json.send(
                response,
                RejudgeDetail.of(
                        item, changes, page.page(rows, row -> row, row -> Cursor.of(row.differs(), row.submission()))));
    }

    private RejudgeItem find(ServerRequest request) {
        return find(Params.id(request, "id"));
    }

    private RejudgeItem find(UUID id) {
        return database.read(handle -> views.find(handle, id)).orElseThrow(() -> Rejudges.notFound(id));
    }

    private void showSubmission(ServerRequest request, ServerResponse response) {
        UUID id = find(request).id();
        UUID submission = Params.id(request, "submission");
        Rejudged rejudged = database.read(handle -> views.submission(handle, id, submission))
                .orElseThrow(() -> Fault.notFound("submission " + submission + " is not in rejudge " + id));
        Json.send(
                response,
                new RejudgedDetail(
                        rejudged,
                        database.read(handle -> views.before(handle, id, submission))
                                .orElse(null),
                        database.read(handle -> views.after(handle, id, submission))
                                .orElse(null)));
    }

    private void apply(ServerRequest request, ServerResponse response) {
        UUID id = Params.id(request, "id");
        Optional<List<UUID>> chosen = request.content().hasEntity()
                ? Optional.ofNullable(Json.read(request, ApplyRequest.class).submissions())
                : Optional.empty();
        if (chosen.filter(List::isEmpty).isPresent()) {
            throw Fault.badField("submissions", "is an empty list; leave it out to apply all");
        }
        rejudges.apply(Callers.require(request), id, chosen);
        Json.send(response, find(id));
    }

    private void cancel(ServerRequest request, ServerResponse response) {
        UUID id = Params.id(request, "id");
        rejudges.cancel(Callers.require(request), id);
        Json.send(response, find(id));
    }

    private void revert(ServerRequest request, ServerResponse response) {
        UUID id = Params.id(request, "id");
        rejudges.revert(Callers.require(request), id);
        Json.send(response, find(id));
    }
}
