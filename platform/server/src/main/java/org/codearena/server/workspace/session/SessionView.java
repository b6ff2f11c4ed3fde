package org.codearena.server.workspace.session;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A session as its owner sees it.
 *
 * @param url path of the page
 * @param previewUrlPattern where a port of the session is shown; {@code {port}} stands for the port
 * @param reason why it stops, stopped, failed or starts anew; null when there is nothing to say
 * @param restarts how often its runner died and was started anew
 * @param startedMs milliseconds from the request until people could work in it; null before
 * @param idleAt when it stops if nobody uses it; null before it runs
 * @param endsAt when it stops in any case; null before it runs
 */
record SessionView(
        UUID id,
        UUID project,
        String language,
        Phase phase,
        List<Condition> conditions,
        String url,
        String previewUrlPattern,
        @Nullable String reason,
        int restarts,
        Instant requestedAt,
        @Nullable Instant startedAt,
        @Nullable Long startedMs,
        Instant lastUsedAt,
        @Nullable Instant idleAt,
        @Nullable Instant endsAt,
        @Nullable Instant endedAt) {

    /** The answer to a request for one. */
    record Requested(SessionView session) {}

    /**
     * An event as it is streamed.
     *
     * @param name of a step ({@code queued}, {@code runner}, {@code files} …), of a phase, or the kind of a notice
     * @param atMs milliseconds since the session was requested
     * @param tookMs milliseconds that the step took; null while it goes on, and of what is no step
     */
    record EventView(
            String name, String text, long atMs, @Nullable Long tookMs, Instant at) {
        static EventView of(SessionEvent event) {
            return new EventView(
                    event.name(), event.text(), event.atMs(), event.tookMs().orElse(null), event.at());
        }
    }
}
