package org.codearena.server.workspace.project;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.codearena.contract.workspace.WorkspaceOpen.Task;
import org.codearena.server.infra.StoredJson;
import org.jdbi.v3.core.Handle;
import tools.jackson.core.type.TypeReference;

/** Projects in SQL. */
public final class ProjectStore {
    private static final TypeReference<List<Task>> TASKS = new TypeReference<>() {};

    private static final String PROJECT = """
            select p.id, p.user_id, p.name, p.language, p.template, p.tasks, p.revision, p.files, p.bytes, p.created_at,
                   p.changed_at, p.opened_at, s.id as session_id, s.phase
              from project p
              left join session s on s.project_id = p.id and s.phase not in ('stopped', 'failed')
            """;

    /** Where a page of the list goes on: after this project. */
    record After(Instant changedAt, UUID id) {}

    /** This project, if it is this person's. */
    public Optional<Project> find(Handle handle, UUID user, UUID id) {
        return handle.createQuery(PROJECT + " where p.id = :id and p.user_id = :user")
                .bind("id", id)
                .bind("user", user)
                .map((row, _) -> project(row))
                .findOne();
    }

    /** The project that this person made of this submission last. */
    Optional<Project> ofSubmission(Handle handle, UUID user, UUID submission) {
        return handle.createQuery(PROJECT
                        + " where p.user_id = :user and p.submission_id = :submission order by p.id desc limit 1")
                .bind("user", user)
                .bind("submission", submission)
                .map((row, _) -> project(row))
                .findOne();
    }

    /** The projects of a person, what was changed last first. */
    List<Project> list(Handle handle, UUID user, Optional<After> after, int limit) {
        return handle.createQuery(PROJECT + """
                         where p.user_id = :user
                           and (cast(:at as timestamptz) is null or (p.changed_at, p.id) < (:at, cast(:id as uuid)))
                         order by p.changed_at desc, p.id desc limit :limit""")
                .bind("user", user)
                .bind("at", after.map(After::changedAt).orElse(null))
                .bind("id", after.map(After::id).orElse(null))
                .bind("limit", limit)
                .map((row, _) -> project(row))
                .list();
    }

    int count(Handle handle, UUID user) {
        return handle.createQuery("select count(*) from project where user_id = :user")
                .bind("user", user)
                .mapTo(Integer.class)
                .one();
    }

    /** Whether this person has another project of this name, however it is written in upper and lower case. */
    boolean isTaken(Handle handle, UUID user, String name, Optional<UUID> besides) {
        return handle.createQuery("""
                        select exists (select 1 from project
                                        where user_id = :user and lower(name) = lower(:name)
                                          and id is distinct from cast(:besides as uuid))""")
                .bind("user", user)
                .bind("name", name)
                .bind("besides", besides.orElse(null))
                .mapTo(Boolean.class)
                .one();
    }

    /** Makes a project without files. */
    void insert(Handle tx, UUID id, UUID user, NewProject project) {
        tx.createUpdate("""
                        insert into project (id, user_id, name, language, template, submission_id, tasks, created_at,
                                             changed_at)
                        values (:id, :user, :name, :language, :template, cast(:submission as uuid),
                                cast(:tasks as jsonb), now(), now())""")
                .bind("id", id)
                .bind("user", user)
                .bind("name", project.name())
                .bind("language", project.language())
                .bind("template", project.template().orElse(null))
                .bind("submission", project.submission().orElse(null))
                .bind("tasks", StoredJson.write(project.tasks()))
                .execute();
    }

    void change(Handle tx, UUID id, String name, List<Task> tasks) {
        tx.createUpdate("""
                        update project set name = :name, tasks = cast(:tasks as jsonb), changed_at = now()
                         where id = :id""")
                .bind("name", name)
                .bind("tasks", StoredJson.write(tasks))
                .bind("id", id)
                .execute();
    }

    /** Notes that a session of the project was asked for. */
    public void opened(Handle tx, UUID id) {
        tx.createUpdate("update project set opened_at = now() where id = :id")
                .bind("id", id)
                .execute();
    }

    /** With the project go its files' rows and its sessions; answers whether there was one. */
    boolean delete(Handle tx, UUID id) {
        return tx.createUpdate("delete from project where id = :id")
                        .bind("id", id)
                        .execute()
                == 1;
    }

    private static Project project(ResultSet row) throws SQLException {
        return new Project(
                row.getObject("id", UUID.class),
                row.getObject("user_id", UUID.class),
                row.getString("name"),
                row.getString("language"),
                Optional.ofNullable(row.getString("template")),
                StoredJson.read(row.getString("tasks"), TASKS),
                row.getLong("revision"),
                row.getLong("files"),
                row.getLong("bytes"),
                instant(row, "created_at").orElseThrow(),
                instant(row, "changed_at").orElseThrow(),
                instant(row, "opened_at"),
                live(row));
    }

    private static Optional<Project.LiveSession> live(ResultSet row) throws SQLException {
        UUID session = row.getObject("session_id", UUID.class);
        return session == null
                ? Optional.empty()
                : Optional.of(new Project.LiveSession(session, row.getString("phase")));
    }

    private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }
}
