package org.codearena.server.parking;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Parks, lists and settles, each within the caller's transaction. Stateless. */
public final class Parking {
    private static final int LONGEST_REASON = 2_000;

    private static final String SELECT =
            "select id, kind, entry, reason, attempts, queue, body, state, parked_at from parked ";

    /** What ended the page before. */
    public record Place(Instant parkedAt, UUID id) {}

    /** Parks a submission or a rejudgement; one that is parked already keeps its place and gets the newer reason. */
    public void entry(Handle tx, Kind kind, UUID entry, String reason, int attempts) {
        tx.createUpdate("""
                        insert into parked (kind, entry, reason, attempts) values (:kind, :entry, :reason, :attempts)
                        on conflict (entry) where state = 'parked'
                           do update set reason = excluded.reason, attempts = excluded.attempts""")
                .bind("kind", kind.wireName())
                .bind("entry", entry)
                .bind("reason", shortened(reason))
                .bind("attempts", attempts)
                .execute();
    }

    /**
     * Parks a message.
     *
     * @param delivery the same whenever the broker hands over the same dead message: it is parked once
     */
    public void message(Handle tx, UUID delivery, Parked.Message message, String reason, int deliveries) {
        tx.createUpdate("""
                        insert into parked (kind, delivery, queue, body, reason, attempts)
                        values ('message', :delivery, :queue, :body, :reason, :attempts)
                        on conflict (delivery) do nothing""")
                .bind("delivery", delivery)
                .bind("queue", message.queue())
                .bind("body", message.body())
                .bind("reason", shortened(reason))
                .bind("attempts", deliveries)
                .execute();
    }

    /** PostgreSQL keeps no U+0000 in a text. */
    private static String shortened(String reason) {
        String clean = reason.replace('\0', '\uFFFD');
        return clean.length() <= LONGEST_REASON ? clean : clean.substring(0, LONGEST_REASON) + "…";
    }

    /** What waits for an operator, the newest first. */
    public List<Parked> waiting(Handle handle, Optional<Kind> kind, Optional<Place> after, int limit) {
        return handle.createQuery(SELECT + """
                         where state = 'parked' and (cast(:kind as text) is null or kind = :kind)
                           and (cast(:at as timestamptz) is null or (parked_at, id) < (:at, cast(:id as uuid)))
                         order by parked_at desc, id desc limit :limit""")
                .bind("kind", kind.map(Kind::wireName).orElse(null))
                .bind(
                        "at",
                        after.map(place -> place.parkedAt().atOffset(ZoneOffset.UTC))
                                .orElse(null))
                .bind("id", after.map(Place::id).orElse(null))
                .bind("limit", limit)
                .map((row, _) -> parked(row))
                .list();
    }

    /** How many wait, by kind; a kind of which none waits is left out. */
    public Map<Kind, Integer> count(Handle handle) {
        return handle.createQuery("select kind, count(*) as parked from parked where state = 'parked' group by kind")
                .map((row, _) -> Map.entry(Kind.of(row.getString("kind")), row.getInt("parked")))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Holds one for a decision: nobody else decides meanwhile. */
    public Optional<Parked> lock(Handle tx, UUID id) {
        return tx.createQuery(SELECT + "where id = :id for update")
                .bind("id", id)
                .map((row, _) -> parked(row))
                .findOne();
    }

    public void settle(Handle tx, UUID id, Parked.State state, UUID by) {
        tx.createUpdate(
                        "update parked set state = :state, settled_at = now(), settled_by = :by where id = :id and state = 'parked'")
                .bind("id", id)
                .bind("state", state.name().toLowerCase(Locale.ROOT))
                .bind("by", by)
                .execute();
    }

    /** Forgets what was settled this long ago. */
    public int purge(Handle tx, Duration settledFor) {
        return tx.createUpdate(
                        "delete from parked where state <> 'parked' and settled_at < now() - make_interval(secs => :age)")
                .bind("age", settledFor.toSeconds())
                .execute();
    }

    private static Parked parked(ResultSet row) throws SQLException {
        @Nullable String queue = row.getString("queue");
        return new Parked(
                row.getObject("id", UUID.class),
                Kind.of(row.getString("kind")),
                Optional.ofNullable(row.getObject("entry", UUID.class)),
                row.getString("reason"),
                row.getInt("attempts"),
                queue == null ? Optional.empty() : Optional.of(new Parked.Message(queue, row.getBytes("body"))),
                Parked.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                row.getObject("parked_at", OffsetDateTime.class).toInstant());
    }
}
