package org.codearena.server.operations;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.codearena.server.infra.http.Cursor;
import org.codearena.server.infra.http.Page;
import org.codearena.server.infra.http.PageRequest;
import org.codearena.server.parking.Kind;
import org.codearena.server.parking.Parked;
import org.codearena.server.parking.Parking;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** What is parked, as operators see it: no source, no input, and of a message that nobody knows only its beginning. */
final class ParkedViews {
    private static final int PAYLOAD_SHOWN = 2_000;

    /**
     * One parked thing.
     *
     * @param submission set for a submission and for a rejudgement
     * @param queue the one that a message was meant for
     * @param payload the beginning of a message, as text
     */
    record ParkedItem(
            UUID id,
            String kind,
            String reason,
            int attempts,
            Instant parkedAt,
            @Nullable UUID submission,
            @Nullable UUID rejudge,
            @Nullable String problem,
            @Nullable String language,
            @Nullable String lane,
            @Nullable String user,
            @Nullable String queue,
            @Nullable String payload,
            @Nullable Integer payloadBytes) {}

    private record Entry(
            UUID id,
            UUID submission,
            @Nullable UUID rejudge,
            @Nullable String problem,
            String language,
            String lane,
            @Nullable String user) {}

    private final Parking parking = new Parking();

    Page<ParkedItem> page(Handle handle, Optional<Kind> kind, PageRequest page) {
        Optional<Parking.Place> after =
                page.after().map(cursor -> new Parking.Place(cursor.instant(0), cursor.uuid(1)));
        List<Parked> rows = parking.waiting(handle, kind, after, page.fetch());
        Map<UUID, Entry> entries = entries(handle, rows);
        return page.page(
                rows,
                row -> item(row, row.entry().map(entries::get).orElse(null)),
                row -> Cursor.of(row.parkedAt(), row.id()));
    }

    private static Map<UUID, Entry> entries(Handle handle, List<Parked> rows) {
        return handle.createQuery("""
                        select s.id, s.id as submission, cast(null as uuid) as rejudge, p.slug, s.language, s.lane, u.username
                          from submission s left join problem p on p.id = s.problem_id left join users u on u.id = s.user_id
                         where s.id = any(:ids)
                        union all
                        select r.id, r.submission_id, r.rejudge_id, p.slug, r.language, r.lane, u.username
                          from rejudgement r
                          join submission s on s.id = r.submission_id
                          left join problem p on p.id = s.problem_id left join users u on u.id = s.user_id
                         where r.id = any(:ids)""")
                .bindArray(
                        "ids",
                        UUID.class,
                        rows.stream().flatMap(row -> row.entry().stream()).toArray())
                .map((row, _) -> new Entry(
                        row.getObject("id", UUID.class),
                        row.getObject("submission", UUID.class),
                        row.getObject("rejudge", UUID.class),
                        row.getString("slug"),
                        row.getString("language"),
                        row.getString("lane"),
                        row.getString("username")))
                .collect(Collectors.toMap(Entry::id, Function.identity()));
    }

    private static ParkedItem item(Parked row, @Nullable Entry entry) {
        Optional<Parked.Message> message = row.message();
        return new ParkedItem(
                row.id(),
                row.kind().wireName(),
                row.reason(),
                row.attempts(),
                row.parkedAt(),
                entry == null ? null : entry.submission(),
                entry == null ? null : entry.rejudge(),
                entry == null ? null : entry.problem(),
                entry == null ? null : entry.language(),
                entry == null ? null : entry.lane(),
                entry == null ? null : entry.user(),
                message.map(Parked.Message::queue).orElse(null),
                message.map(ParkedViews::shown).orElse(null),
                message.map(each -> each.body().length).orElse(null));
    }

    /** Whoever sent it may have put anything into it: control characters are shown as such. */
    private static String shown(Parked.Message message) {
        String text =
                new String(message.body(), 0, Math.min(message.body().length, PAYLOAD_SHOWN), StandardCharsets.UTF_8);
        return text.replaceAll("[\\p{Cntrl}\\p{Cf}&&[^\\n\\t]]", "\uFFFD");
    }
}
