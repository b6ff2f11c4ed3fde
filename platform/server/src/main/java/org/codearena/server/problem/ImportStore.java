package org.codearena.server.problem;

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

    void update(Handle tx, UUID id, ImportReport report) {
        tx.createUpdate("""
                        update problem_import
                           set state = :state, messages = cast(:messages as jsonb),
                               submissions = cast(:submissions as jsonb)
                         where id = :id""")
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
