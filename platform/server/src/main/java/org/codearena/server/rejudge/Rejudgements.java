package org.codearena.server.rejudge;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.codearena.contract.SourceFile;
import org.codearena.server.infra.Database;
import org.codearena.server.infra.Notices;
import org.codearena.server.infra.StoredJson;
import org.codearena.server.parking.Kind;
import org.codearena.server.parking.Parking;
import org.codearena.server.submission.AttemptTable;
import org.codearena.server.submission.Claim;
import org.codearena.server.submission.Docket;
import org.codearena.server.submission.Evidence;
import org.codearena.server.submission.Judgement;
import org.codearena.server.submission.NewSubmission.RunLimits;
import org.codearena.server.submission.StoredText;
import org.codearena.server.submission.SubmissionStore;
import org.codearena.server.submission.Submissions;
import org.codearena.server.submission.Verdict;
import org.codearena.server.submission.Work;
import org.jdbi.v3.core.Handle;

/** The rejudgements as judges work them off. No call changes a submission. Thread-safe. */
public final class Rejudgements implements Docket {
    private final Database database;
    private final SubmissionStore submissions = new SubmissionStore();
    private final AttemptTable attempts = new AttemptTable("rejudgement", """
            id, attempt, language, submission_id, problem_version_id,
            (select entry_point from submission s where s.id = submission_id),
            (select package_hash from problem_version v where v.id = problem_version_id),
            (select extract(epoch from clock_timestamp() - r.created_at) from rejudge r where r.id = rejudge_id) as waited,
            (select request from rejudge r where r.id = rejudge_id)""");
    private final Parking parking = new Parking();

    public Rejudgements(Database database) {
        this.database = database;
    }

    @Override
    public Claim claim(UUID id, String worker) {
        Claim claim = database.inTransaction(
                tx -> attempts.claim(tx, id, worker, Submissions.LEASE, (row, _) -> work(tx, row)));
        if (claim instanceof Claim.Exhausted(int attempt, String reason)) {
            giveUp(id, attempt, reason);
        }
        return claim;
    }

    @Override
    public boolean giveUp(UUID id, int attempt, String reason) {
        Judgement error = Judgement.withoutTests(Verdict.JUDGE_ERROR, "");
        return record(id, attempt, error, Optional.empty(), Optional.of(reason));
    }

    /** Only as long as its rejudge is not decided about. */
    @Override
    public boolean replay(Handle tx, UUID id) {
        Notices.send(tx, Submissions.BACKLOG_CHANNEL);
        return isOpen(tx, id) && attempts.replay(tx, id);
    }

    private static boolean isOpen(Handle tx, UUID id) {
        return tx.createQuery("select not settled from rejudgement where id = :id for update")
                .bind("id", id)
                .mapTo(Boolean.class)
                .findOne()
                .orElse(false);
    }

    private Work work(Handle tx, ResultSet row) throws SQLException {
        UUID submission = row.getObject("submission_id", UUID.class);
        List<SourceFile> files = submissions.files(tx, submission);
        return new Work(
                row.getObject("id", UUID.class),
                submission,
                row.getInt("attempt"),
                row.getString("language"),
                files,
                Optional.ofNullable(row.getString("entry_point")),
                Optional.of(row.getObject("problem_version_id", UUID.class)),
                Optional.ofNullable(row.getString("package_hash")),
                Optional.empty(),
                RunLimits.DEFAULT,
                AttemptTable.origin(row));
    }

    @Override
    public void running(UUID id, int attempt) {
        database.useTransaction(tx -> attempts.running(tx, id, attempt));
    }

    @Override
    public boolean renew(UUID id, int attempt) {
        return database.inTransaction(tx -> attempts.renew(tx, id, attempt, Submissions.LEASE));
    }

    @Override
    public boolean record(Work work, Judgement judgement, Evidence evidence) {
        return record(work.id(), work.attempt(), judgement, Optional.of(evidence), judgement.judgeErrorReason());
    }

    private boolean record(
            UUID id, int attempt, Judgement judgement, Optional<Evidence> evidence, Optional<String> parkedFor) {
        return database.inTransaction(tx -> {
            boolean recorded = attempts.record(tx, id, attempt, judgement);
            if (recorded) {
                parkedFor.ifPresent(reason -> parking.entry(tx, Kind.REJUDGEMENT, id, reason, attempt));
                keep(tx, id, judgement, evidence);
                Notices.send(tx, Submissions.BACKLOG_CHANNEL);
            }
            return recorded;
        });
    }

    private static void keep(Handle tx, UUID id, Judgement judgement, Optional<Evidence> evidence) {
        tx.createUpdate("""
                        update rejudgement
                           set compiler_output = :compilerOutput, tests = cast(:tests as jsonb),
                               evidence = cast(:evidence as jsonb)
                         where id = :id""")
                .bind("id", id)
                .bind("compilerOutput", StoredText.safe(judgement.compilerOutput()))
                .bind("tests", StoredJson.write(judgement.tests()))
                .bind("evidence", evidence.map(StoredJson::write).orElse(null))
                .execute();
    }

    @Override
    public void giveBack(UUID id, int attempt, Duration delay, String fault) {
        database.useTransaction(tx -> {
            attempts.giveBack(tx, id, attempt, delay, fault);
            Notices.send(tx, Submissions.BACKLOG_CHANNEL);
        });
    }

    @Override
    public void handBack(UUID id, int attempt) {
        database.useTransaction(tx -> {
            attempts.handBack(tx, id, attempt);
            Notices.send(tx, Submissions.BACKLOG_CHANNEL);
        });
    }

    @Override
    public int recover(Duration unclaimedFor) {
        return database.inTransaction(tx -> {
            int recovered = attempts.recover(tx, unclaimedFor);
            Notices.send(tx, Submissions.BACKLOG_CHANNEL);
            return recovered;
        });
    }

    @Override
    public int recoverOf(String worker) {
        return database.inTransaction(tx -> {
            int recovered = attempts.recoverOf(tx, worker);
            Notices.send(tx, Submissions.BACKLOG_CHANNEL);
            return recovered;
        });
    }

    /** What is judged again is looked at when all of it is done. */
    @Override
    public boolean isWatched() {
        return false;
    }
}
