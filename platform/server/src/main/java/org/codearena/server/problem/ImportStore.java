package org.codearena.server.problem;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.codearena.server.infra.StoredJson;
import org.codearena.server.problem.ImportReport.Message;
import org.codearena.server.problem.ImportReport.OwnSubmission;
import org.jdbi.v3.core.Handle;
import tools.jackson.core.type.TypeReference;

/** Imports, in SQL. */
final class ImportStore {
    private static final TypeReference<List<Message>> MESSAGES = new TypeReference<>() {};
    private static final TypeReference<List<OwnSubmission>> SUBMISSIONS = new TypeReference<>() {};

    /** An import that is to be done: the package is a zip in the object store. */
    record Order(UUID id, String slug, UUID user, String packageBlob, boolean force) {}

    void insert(Handle tx, Order order) {
        tx.createUpdate("""
                        insert into problem_import (id, slug, user_id, package, force)
                        values (:id, :slug, :user, :package, :force)""")
                .bind("id", order.id())
                .bind("slug", order.slug())
                .bind("user", order.user())
                .bind("package", order.packageBlob())
                .bind("force", order.force())
                .execute();
    }

    /** The order, as long as it is not done. */
    Optional<Order> running(Handle handle, UUID id) {
        return handle.createQuery("""
                        select id, slug, user_id, package, force from problem_import
                         where id = :id and state = 'running'""")
                .bind("id", id)
                .map((row, _) -> new Order(
                        row.getObject("id", UUID.class),
                        row.getString("slug"),
                        row.getObject("user_id", UUID.class),
                        row.getString("package"),
                        row.getBoolean("force")))
                .findOne();
    }

    /** Holds the import until the transaction ends; answers whether it still runs, and so may publish. */
    boolean lockRunning(Handle tx, UUID id) {
        return tx.createQuery("select id from problem_import where id = :id and state = 'running' for update")
                .bind("id", id)
                .mapTo(UUID.class)
                .findOne()
                .isPresent();
    }

    /** Whether an import of the same problem that was ordered later is done. */
    boolean isOvertaken(Handle handle, Order order) {
        return handle.createQuery("""
                        select exists (select 1 from problem_import other, problem_import mine
                                        where mine.id = :id and other.slug = :slug and other.state = 'done'
                                          and (other.created_at, other.id) > (mine.created_at, mine.id))""")
                .bind("id", order.id())
                .bind("slug", order.slug())
                .mapTo(Boolean.class)
                .one();
    }

    /** Those that were ordered so long ago and have not ended, the oldest first. */
    List<UUID> runningFor(Handle handle, Duration age, int atMost) {
        return handle.createQuery("""
                        select id from problem_import
                         where state = 'running' and created_at < now() - make_interval(secs => :age)
                         order by id limit :most""")
                .bind("age", age.toSeconds())
                .bind("most", atMost)
                .mapTo(UUID.class)
                .list();
    }

    /** Ends those that have not ended within so long. */
    int giveUp(Handle tx, Duration age) {
        return tx.createUpdate("""
                        update problem_import
                           set state = 'failed',
                               messages = messages || jsonb_build_array(jsonb_build_object(
                                   'level', 'error', 'text', 'given up: it did not end within a day, by a fault of the server'))
                         where state = 'running' and created_at < now() - make_interval(secs => :age)""").bind("age", age.toSeconds()).execute();
    }

    /** What is told of an import that has ended changes nothing: it comes from a life that nobody waits for any more. */
    void update(Handle tx, UUID id, ImportReport report) {
        tx.createUpdate("""
                        update problem_import
                           set state = :state, messages = cast(:messages as jsonb),
                               submissions = cast(:submissions as jsonb)
                         where id = :id and state = 'running'""")
                .bind("id", id)
                .bind("state", report.state())
                .bind("messages", StoredJson.write(report.messages()))
                .bind("submissions", StoredJson.write(report.submissions()))
                .execute();
    }

    Optional<ImportReport> report(Handle handle, UUID id) {
        return handle.createQuery("select state, messages, submissions from problem_import where id = :id")
                .bind("id", id)
                .map((row, _) -> new ImportReport(
                        row.getString("state"),
                        StoredJson.read(row.getString("messages"), MESSAGES),
                        StoredJson.read(row.getString("submissions"), SUBMISSIONS)))
                .findOne();
    }
}
