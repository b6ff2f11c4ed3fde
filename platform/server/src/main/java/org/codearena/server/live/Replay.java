package org.codearena.server.live;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.codearena.server.infra.http.Event;
import org.codearena.server.infra.http.EventStream;
import org.codearena.server.submission.SubmissionEvents.Told;

/**
 * Joins what has been with what happens meanwhile: each event once, in order, none twice, whatever arrives while the past
 * is still being told. Attempts and ordinals order the events, and the client says which it saw last. Events that arrive
 * during the replay wait; none of the threads that bring them ever waits for the client. Thread-safe.
 */
final class Replay {
    private static final Pattern ID = Pattern.compile("([0-9]{1,9})-([0-9]{1,10})");

    private final EventStream stream;
    private final List<Told> meanwhile = new ArrayList<>();
    private boolean replaying = true;
    private int attempt;
    private long ordinal;

    Replay(EventStream stream) {
        this.stream = stream;
        stream.lastEventId().ifPresent(this::resumeAfter);
    }

    private void resumeAfter(String id) {
        Matcher matcher = ID.matcher(id);
        if (matcher.matches()) {
            attempt = Integer.parseInt(matcher.group(1));
            ordinal = Long.parseLong(matcher.group(2));
        }
    }

    /** An event as it happens, on any thread. */
    synchronized void live(Told told) {
        if (replaying) {
            meanwhile.add(told);
        } else {
            next(told).ifPresent(this::send);
        }
    }

    /** Tells the past, on the stream's own thread, and then what came meanwhile, until nothing more has. */
    void past(List<Told> history) {
        List<Told> untold = history;
        while (!untold.isEmpty() || replaying()) {
            untold.forEach(told -> next(told).ifPresent(this::send));
            untold = takeMeanwhile();
        }
    }

    private synchronized boolean replaying() {
        return replaying;
    }

    private synchronized List<Told> takeMeanwhile() {
        List<Told> taken = List.copyOf(meanwhile);
        meanwhile.clear();
        replaying = !taken.isEmpty();
        return taken;
    }

    private synchronized Optional<Told> next(Told told) {
        boolean isNews = told.attempt() > attempt || (told.attempt() == attempt && told.ordinal() > ordinal);
        if (isNews) {
            attempt = told.attempt();
            ordinal = told.ordinal();
        }
        return isNews ? Optional.of(told) : Optional.empty();
    }

    private void send(Told told) {
        stream.send(new Event(Optional.of(told.id()), told.name(), told.data()));
        if (told.isLast()) {
            stream.end();
        }
    }
}
