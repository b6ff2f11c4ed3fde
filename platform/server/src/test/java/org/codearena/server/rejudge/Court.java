package org.codearena.server.rejudge;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.codearena.contract.Lane;
import org.codearena.contract.SourceFile;
import org.codearena.server.TestDatabase;
import org.codearena.server.identity.Caller;
import org.codearena.server.identity.Role;
import org.codearena.server.kernel.Ids;
import org.codearena.server.outbox.Outbox;
import org.codearena.server.submission.Claim;
import org.codearena.server.submission.Docket;
import org.codearena.server.submission.Evidence;
import org.codearena.server.submission.Judgement;
import org.codearena.server.submission.NewSubmission;
import org.codearena.server.submission.NewSubmission.ProblemReference;
import org.codearena.server.submission.NewSubmission.RunLimits;
import org.codearena.server.submission.Submissions;
import org.codearena.server.submission.TestResult;
import org.codearena.server.submission.Verdict;
import org.codearena.server.submission.Work;

/** A database with people, problems and judged submissions, and the doors to judge them again. For tests of many features. */
public final class Court {
    private static final Evidence EVIDENCE =
            new Evidence("hash", "plan", "1.0", null, "judge", "A", "6.1", "box", List.of());

    private static final List<String> KNOWN = List.of("python", "java", "fake");

    private final TestDatabase db;
    private final Ids ids = new Ids(InstantSource.system());
    private final Submissions submissions;
    private final Rejudgements rejudgements;
    private final Rejudges rejudges;
    private final Caller.Person setter;
    private final Caller.Person admin;

    public Court(TestDatabase db) {
        this.db = db;
        Outbox outbox = new Outbox(ids);
        this.submissions =
                new Submissions(db.database(), outbox, ids, InstantSource.system(), Submissions.Bounds.DEFAULT);
        this.rejudgements = new Rejudgements(db.database());
        this.rejudges = new Rejudges(db.database(), outbox, ids);
        this.setter = person(Role.SETTER);
        this.admin = person(Role.ADMIN);
    }

    Rejudgements rejudgements() {
        return rejudgements;
    }

    Rejudges rejudges() {
        return rejudges;
    }

    Caller.Person setter() {
        return setter;
    }

    Caller.Person admin() {
        return admin;
    }

    private Caller.Person person(Role role) {
        UUID id = user();
        return new Caller.Person(id, "user-" + id, role, Caller.How.SESSION, "00");
    }

    public UUID user() {
        UUID id = ids.next();
        execute(
                "insert into users (id, username, password_hash, created_at) values (?, ?, '', now())",
                id,
                "user-" + id);
        return id;
    }

    /** A problem of this difficulty with a first version. */
    public UUID problem(String difficulty) {
        UUID id = ids.next();
        execute(
                "insert into problem (id, slug, version_id, title, difficulty, tags) values (?, ?, ?, '', ?, '{}')",
                id,
                "p" + id,
                ids.next(),
                difficulty);
        newVersion(id);
        return id;
    }

    /** Gives the problem another current version, and answers its id. */
    UUID newVersion(UUID problem) {
        UUID version = ids.next();
        execute(
                "insert into problem_version (id, problem_id, package_hash, time_ms, memory_bytes, output_bytes, "
                        + "code_bytes, statements, files, tests, rules) values (?, ?, ?, 1, 1, 1, 1, '{}', '{}', '[]', '{}')",
                version,
                problem,
                "hash of " + version);
        execute("update problem set version_id = ? where id = ?", version, problem);
        return version;
    }

    /** A submission that has no verdict yet. */
    public UUID submit(UUID user, UUID problem, String language) {
        UUID version = one("select version_id from problem where id = ?", UUID.class, problem);
        return submissions.accept(new NewSubmission(
                user,
                Optional.of(new ProblemReference(problem, version)),
                Lane.PRACTICE,
                language,
                List.of(SourceFile.of("main", "x")),
                Optional.empty(),
                Optional.empty(),
                RunLimits.DEFAULT));
    }

    public UUID judged(UUID user, UUID problem, Verdict verdict) {
        return judged(submit(user, problem, "python"), verdict);
    }

    /** Gives a waiting submission its verdict. */
    public UUID judged(UUID submission, Verdict verdict) {
        judge(submissions, submission, judgement(verdict));
        return submission;
    }

    private static void judge(Docket docket, UUID id, Judgement judgement) {
        if (!(docket.claim(id, "judge") instanceof Claim.Granted(Work work))
                || !docket.record(work, judgement, EVIDENCE)) {
            throw new AssertionError(id + " could not be judged");
        }
    }

    static boolean record(Docket docket, Work work, Verdict verdict) {
        return docket.record(work, judgement(verdict), EVIDENCE);
    }

    static Judgement judgement(Verdict verdict) {
        return new Judgement(
                verdict,
                Optional.empty(),
                7,
                1 << 20,
                "",
                List.of(new TestResult(1, "secret", false, verdict.wireName(), 7, 8, 1 << 20, "")),
                Optional.empty());
    }

    static Scope submission(UUID id) {
        return new Scope(Optional.of(id), Optional.empty(), Optional.empty(), KNOWN);
    }

    static Scope problemScope(UUID id) {
        return new Scope(Optional.empty(), Optional.of(id), Optional.empty(), KNOWN);
    }

    static Scope language(String id) {
        return new Scope(Optional.empty(), Optional.empty(), Optional.of(id), KNOWN);
    }

    public UUID start(UUID problem) {
        return start(problemScope(problem));
    }

    UUID start(Scope scope) {
        return db.database().inTransaction(tx -> rejudges.start(tx, setter, scope, false));
    }

    /** The rejudgement of this submission in this rejudge. */
    UUID rejudgement(UUID rejudge, UUID submission) {
        return one(
                "select id from rejudgement where rejudge_id = ? and submission_id = ?",
                UUID.class,
                rejudge,
                submission);
    }

    /** Judges all of a rejudge again, each with this verdict. */
    void rejudgeAll(UUID rejudge, Verdict verdict) {
        List<UUID> all = db.database()
                .read(handle -> handle.createQuery(
                                "select id from rejudgement where rejudge_id = :id and state = 'queued'")
                        .bind("id", rejudge)
                        .mapTo(UUID.class)
                        .list());
        all.forEach(id -> judge(rejudgements, id, judgement(verdict)));
    }

    /** Has one submission judged again and the new verdict applied. */
    public UUID overturn(UUID submission, Verdict verdict) {
        UUID rejudge = start(submission(submission));
        rejudgeAll(rejudge, verdict);
        rejudges.apply(setter, rejudge, Optional.empty());
        return rejudge;
    }

    public void revert(UUID rejudge) {
        rejudges.revert(setter, rejudge);
    }

    String verdict(UUID submission) {
        return one("select verdict from submission where id = ?", String.class, submission);
    }

    <T> T one(String sql, Class<T> type, Object... arguments) {
        return db.database().read(handle -> {
            var query = handle.createQuery(sql);
            for (int i = 0; i < arguments.length; i++) {
                query.bind(i, arguments[i]);
            }
            return query.mapTo(type).one();
        });
    }

    void execute(String sql, Object... arguments) {
        db.database().useTransaction(tx -> tx.execute(sql, arguments));
    }
}
