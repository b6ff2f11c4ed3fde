package org.codearena.server.workspace.session;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.codearena.server.infra.Notices;
import org.codearena.server.infra.StoredJson;
import org.codearena.server.kernel.Secret;
import org.codearena.server.workspace.orchestrator.Environment.Endpoint;
import org.codearena.server.workspace.session.Lifecycle.Desired;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;

/** Sessions in SQL: who may have one, who reconciles it, how far it is. Methods take the transaction of their caller. */
final class SessionStore {
    /** Notified when a session is asked for, is to stop, or gives up its place. */
    static final String CHANNEL = "sessions";

    private static final TypeReference<List<Condition>> CONDITIONS = new TypeReference<>() {};
    private static final String LIVE = "phase not in ('stopped', 'failed')";

    /** Where a page of a list goes on: after this session. */
    record After(Instant requestedAt, UUID id) {}

    /** A session whose lease is the caller's, and whether its project's disk counts for more than the manifest. */
    record Claimed(Session session, boolean unsaved) {}

    /** A live session as whoever looks over all of them sees it. */
    record Glance(UUID id, Phase phase, Desired desired, Optional<String> reconciler) {}

    /** A session somebody has now, by the name of its project. */
    record Named(UUID id, String project) {}

    private final InstantSource clock;

    SessionStore(InstantSource clock) {
        this.clock = clock;
    }

    // --- asking for one ----------------------------------------------------------------------------------------------

    /** Lets nobody else start a session for this person until the transaction ends. */
    void lockUser(Handle tx, UUID user) {
        tx.createQuery("select pg_advisory_xact_lock(hashtextextended('sessions of ' || :user, 0))")
                .bind("user", user.toString())
                .mapTo(String.class)
                .one();
    }

    Optional<Session> liveOf(Handle handle, UUID project) {
        return handle.createQuery("select * from session where project_id = :project and " + LIVE)
                .bind("project", project)
                .map((row, _) -> session(row))
                .findOne();
    }

    List<Named> liveOfUser(Handle handle, UUID user) {
        return handle.createQuery("""
            select s.id, p.name from session s join project p on p.id = s.project_id
             where s.user_id = :user and s.phase not in ('stopped', 'failed') order by s.requested_at\
            """)
                .bind("user", user)
                .map((row, _) -> new Named(row.getObject("id", UUID.class), row.getString("name")))
                .list();
    }

    Session insert(Handle tx, UUID id, UUID project, UUID user, String language) {
        return tx.createQuery("""
            insert into session (id, project_id, user_id, language, requested_at, last_used_at)
            values (:id, :project, :user, :language, :now, :now)
            returning *\
            """)
                .bind("id", id)
                .bind("project", project)
                .bind("user", user)
                .bind("language", language)
                .bind("now", now())
                .map((row, _) -> session(row))
                .one();
    }

    Optional<Session> find(Handle handle, UUID id) {
        return handle.createQuery("select * from session where id = :id")
                .bind("id", id)
                .map((row, _) -> session(row))
                .findOne();
    }

    /** The sessions of a person, the newest first. */
    List<Session> list(Handle handle, UUID user, boolean live, Optional<After> after, int limit) {
        return handle.createQuery("""
            select * from session
             where user_id = :user and (not :live or phase not in ('stopped', 'failed'))
               and (cast(:at as timestamptz) is null
                    or (requested_at, id) < (:at, cast(:after as uuid)))
             order by requested_at desc, id desc limit :limit\
            """)
                .bind("user", user)
                .bind("live", live)
                .bind("at", after.map(After::requestedAt).orElse(null))
                .bind("after", after.map(After::id).orElse(null))
                .bind("limit", limit)
                .map((row, _) -> session(row))
                .list();
    }

    /** Wants a live session stopped; answers whether that is news. */
    boolean stop(Handle tx, UUID id, String reason) {
        return tx.createUpdate("update session set desired = 'stopped', reason = :reason where id = :id and desired ="
                                + " 'running' and "
                                + LIVE)
                        .bind("id", id)
                        .bind("reason", reason)
                        .execute()
                == 1;
    }

    /** Notes that a live session was really used then, and answers it; earlier than known changes nothing. */
    Optional<Session> used(Handle tx, UUID id, Instant at) {
        return tx.createQuery("update session set last_used_at = greatest(last_used_at, :at) where id = :id and " + LIVE
                        + " returning *")
                .bind("id", id)
                .bind("at", at)
                .map((row, _) -> session(row))
                .findOne();
    }

    void warned(Handle tx, UUID id) {
        tx.createUpdate("update session set warned_at = :now where id = :id")
                .bind("id", id)
                .bind("now", now())
                .execute();
    }

    // --- reconciling -------------------------------------------------------------------------------------------------

    /** Takes the lease of a live session, or prolongs it; empty when it is over or another's. */
    Optional<Claimed> claim(Handle tx, UUID id, String reconciler, Duration lease) {
        Instant now = now();
        return tx.createQuery("""
            update session set reconciler = :me, lease_until = :until
             where id = :id and phase not in ('stopped', 'failed')
               and (reconciler is null or reconciler = :me or lease_until < :now)
            returning *, exists (select 1 from session_disk disk
                                  where disk.project_id = session.project_id) as unsaved\
            """)
                .bind("id", id)
                .bind("me", reconciler)
                .bind("now", now)
                .bind("until", now.plus(lease))
                .map((row, _) -> new Claimed(session(row), row.getBoolean("unsaved")))
                .findOne();
    }

    /** Prolongs these leases where they are still the reconciler's. */
    void renew(Handle tx, List<UUID> ids, String reconciler, Duration lease) {
        tx.createUpdate("update session set lease_until = :until where id = any(:ids) and reconciler = :me")
                .bindArray("ids", UUID.class, ids)
                .bind("me", reconciler)
                .bind("until", now().plus(lease))
                .execute();
    }

    /** Every live session. */
    List<Glance> glance(Handle handle) {
        return handle.createQuery("select id, phase, desired, reconciler from session where " + LIVE
                        + " order by requested_at, id")
                .map((row, _) -> new Glance(
                        row.getObject("id", UUID.class),
                        Phase.of(row.getString("phase")),
                        Desired.of(row.getString("desired")),
                        Optional.ofNullable(row.getString("reconciler"))))
                .list();
    }

    /**
     * At which place in the queue a requested session is: 1 is the next. Those with places already come before all that wait,
     * so two that ask at the same time never get the same place.
     */
    Place place(Handle handle, Session session) {
        return handle.createQuery("""
            select count(*) filter (where phase <> 'requested') as placed,
                   count(*) filter (where phase = 'requested') as waiting,
                   count(*) filter (where phase = 'requested' and (requested_at, id) < (:at, :id)) as before
              from session where phase not in ('stopped', 'failed')\
            """)
                .bind("at", session.times().requested())
                .bind("id", session.id())
                .map((row, _) -> new Place(row.getInt("placed"), row.getInt("before") + 1, row.getInt("waiting")))
                .one();
    }

    /** @param position of {@code waiting} that wait, behind {@code placed} that have places */
    record Place(int placed, int position, int waiting) {
        boolean isFree(int most) {
            return placed + position <= most;
        }
    }

    /**
     * Writes how far a session has come, and answers it as it is now, with what others wrote meanwhile. Empty when the lease is not the
     * reconciler's any more: then nothing was written.
     *
     * @param session as the reconciler knew it: a reason that came since then from whoever wants it stopped stays
     */
    Optional<Session> save(Handle tx, Session session, Progress next, String reconciler, Optional<Instant> endsAt) {
        boolean over = !next.phase().isLive();
        return tx.createQuery("""
            update session
               set phase = :phase, conditions = cast(:conditions as jsonb),
                   reason = case when desired = :desired or :over then :reason else reason end,
                   environment = :environment, address = :address, runner_key = :key, restarts = :restarts,
                   started_at = case when :phase = 'running' then coalesce(started_at, :now) else started_at end,
                   ends_at = case when :phase = 'running' then coalesce(ends_at, :ends) else ends_at end,
                   ended_at = case when :over then cast(:now as timestamptz) end
             where id = :id and reconciler = :me
            returning *\
            """)
                .bind("phase", next.phase().wireName())
                .bind("conditions", StoredJson.write(next.conditions().all()))
                .bind("desired", session.desired().wireName())
                .bind("over", over)
                .bind("reason", next.reason().orElse(null))
                .bind("environment", next.environment().orElse(null))
                .bind(
                        "address",
                        next.endpoint().map(Endpoint::address).map(Places::text).orElse(null))
                .bind(
                        "key",
                        next.endpoint().map(Endpoint::key).map(Secret::value).orElse(null))
                .bind("restarts", next.restarts())
                .bind("now", now())
                .bind("ends", endsAt.orElse(null))
                .bind("id", session.id())
                .bind("me", reconciler)
                .map((row, _) -> session(row))
                .findOne();
    }

    // --- files -------------------------------------------------------------------------------------------------------

    /** Notes what of a session's files is kept, if it is still this reconciler's to say so. */
    boolean kept(Handle tx, UUID id, String reconciler, Session.Kept kept) {
        return tx.createUpdate("""
            update session set epoch = :epoch, kept_revision = :revision
             where id = :id and reconciler = :me and phase not in ('stopped', 'failed')\
            """)
                        .bind("epoch", kept.epoch().orElse(null))
                        .bind("revision", kept.revision())
                        .bind("id", id)
                        .bind("me", reconciler)
                        .execute()
                == 1;
    }

    /** From now on the disk of this project's session counts for more than its manifest. */
    void diskCounts(Handle tx, UUID project) {
        tx.createUpdate("insert into session_disk (project_id) select id from project where id = :id on conflict do"
                        + " nothing")
                .bind("id", project)
                .execute();
    }

    /** From now on the manifest has all that this project's disk has, or there is no such disk. */
    void manifestCounts(Handle tx, UUID project) {
        tx.createUpdate("delete from session_disk where project_id = :id")
                .bind("id", project)
                .execute();
    }

    /** Of these projects, those whose disk counts for more than the manifest. */
    List<UUID> unsavedAmong(Handle handle, List<UUID> projects) {
        return handle.createQuery("select project_id from session_disk where project_id = any(:ids)")
                .bindArray("ids", UUID.class, projects)
                .mapTo(UUID.class)
                .list();
    }

    /** Of these projects, those that have a live session. */
    List<UUID> liveProjectsAmong(Handle handle, List<UUID> projects) {
        return handle.createQuery("select project_id from session where project_id = any(:ids) and " + LIVE)
                .bindArray("ids", UUID.class, projects)
                .mapTo(UUID.class)
                .list();
    }

    /** Whether an environment of a session that is over must leave its disk; of one that nobody knows it need not. */
    boolean leavesDisk(Handle handle, UUID session) {
        return handle.createQuery("""
            select exists (select 1 from session s join session_disk disk on disk.project_id = s.project_id
                            where s.id = :id)\
            """).bind("id", session).mapTo(Boolean.class).one();
    }

    /** Deletes sessions, and their events, that have been over for so long. */
    int deleteEnded(Handle tx, Duration ago) {
        return tx.createUpdate("delete from session where ended_at < :before")
                .bind("before", now().minus(ago))
                .execute();
    }

    static void ring(Handle tx) {
        Notices.send(tx, CHANNEL);
    }

    private Instant now() {
        return clock.instant();
    }

    private static Session session(ResultSet row) throws SQLException {
        return new Session(
                row.getObject("id", UUID.class),
                row.getObject("project_id", UUID.class),
                row.getObject("user_id", UUID.class),
                row.getString("language"),
                Desired.of(row.getString("desired")),
                progress(row),
                new Session.Kept(Optional.ofNullable(row.getString("epoch")), row.getLong("kept_revision")),
                new Session.Times(
                        instant(row, "requested_at").orElseThrow(),
                        instant(row, "started_at"),
                        instant(row, "last_used_at").orElseThrow(),
                        instant(row, "warned_at"),
                        instant(row, "ends_at"),
                        instant(row, "ended_at")));
    }

    private static Progress progress(ResultSet row) throws SQLException {
        return new Progress(
                Phase.of(row.getString("phase")),
                new Conditions(StoredJson.read(row.getString("conditions"), CONDITIONS)),
                Optional.ofNullable(row.getString("reason")),
                Optional.ofNullable(row.getString("environment")),
                endpoint(row.getString("address"), row.getString("runner_key")),
                row.getInt("restarts"));
    }

    private static Optional<Endpoint> endpoint(@Nullable String address, @Nullable String key) {
        return address == null || key == null
                ? Optional.empty()
                : Optional.of(new Endpoint(Places.parse(address), new Secret(key)));
    }

    private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }
}
