package org.codearena.server.workspace.session;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.codearena.server.infra.Notices;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * The events of sessions in SQL. Whoever writes one has changed the session's row in the same transaction before: so the ids of one
 * session's events are in the order of their commits, and a reader that goes by ids misses none.
 */
final class EventStore {
    /** Notified when there are new events. */
    static final String CHANNEL = "session_events";

    private static final String EVENT = "id, session_id, kind, name, text, at_ms, took_ms, happened_at";

    /** An event and the session it is of. */
    record Of(UUID session, SessionEvent event) {}

    private final InstantSource clock;

    EventStore(InstantSource clock) {
        this.clock = clock;
    }

    void append(Handle tx, Session session, List<SessionEvent.New> events) {
        if (events.isEmpty()) {
            return;
        }
        Instant now = clock.instant();
        PreparedBatch batch = tx.prepareBatch("""
            insert into session_event (session_id, kind, name, text, at_ms, took_ms, happened_at)
            values (:session, :kind, :name, :text, :at, :took, :now)\
            """);
        for (SessionEvent.New event : events) {
            batch.bind("session", session.id())
                    .bind("kind", event.kind().wireName())
                    .bind("name", event.name())
                    .bind("text", event.text())
                    .bind(
                            "at",
                            Duration.between(session.times().requested(), now).toMillis())
                    .bind("took", event.tookMs().orElse(null))
                    .bind("now", now)
                    .add();
        }
        batch.execute();
        Notices.send(tx, CHANNEL);
    }

    /** What happened in a session after this event, oldest first. */
    List<SessionEvent> after(Handle handle, UUID session, long id) {
        return after(handle, List.of(session), id, Of::event);
    }

    /** What happened in these sessions after this event, oldest first. */
    List<Of> after(Handle handle, List<UUID> sessions, long id) {
        return after(handle, sessions, id, Function.identity());
    }

    private static <T> List<T> after(Handle handle, List<UUID> sessions, long id, Function<Of, T> shape) {
        return handle.createQuery("select " + EVENT
                        + " from session_event where session_id = any(:sessions) and id > :id order by id")
                .bindArray("sessions", UUID.class, sessions)
                .bind("id", id)
                .map((row, _) -> shape.apply(new Of(row.getObject("session_id", UUID.class), event(row))))
                .list();
    }

    /** The names of the steps that were told to be done since the session began to start, or to start anew. */
    Set<String> stepsOfThisStart(Handle handle, UUID session) {
        return handle.createQuery("""
            select name from session_event
             where session_id = :session and kind = 'step' and took_ms is not null
               and id > (select coalesce(max(id), 0) from session_event
                          where session_id = :session and kind = 'phase' and name = 'starting')\
            """)
                .bind("session", session)
                .mapTo(String.class)
                .set();
    }

    /** How often a session was started anew since then. */
    int restartsSince(Handle handle, UUID session, Instant since) {
        return handle.createQuery("""
            select count(*) from session_event
             where session_id = :session and kind = 'notice' and name = 'restart' and happened_at > :since\
            """)
                .bind("session", session)
                .bind("since", since)
                .mapTo(Integer.class)
                .one();
    }

    private static SessionEvent event(ResultSet row) throws SQLException {
        long took = row.getLong("took_ms");
        Optional<Long> tookMs = row.wasNull() ? Optional.empty() : Optional.of(took);
        return new SessionEvent(
                row.getLong("id"),
                SessionEvent.Kind.of(row.getString("kind")),
                row.getString("name"),
                row.getString("text"),
                row.getLong("at_ms"),
                tookMs,
                row.getObject("happened_at", OffsetDateTime.class).toInstant());
    }
}
