package org.codearena.server.workspace.session;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.codearena.server.infra.Notices;
import org.codearena.server.infra.http.Event;
import org.codearena.server.infra.http.EventStream;
import org.codearena.server.kernel.StopSignal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Streams the events of sessions: what has been, from where the client left off, then what happens. All streams of this process
 * together are one query whenever there is news. The database is the only source, so nothing is told twice, or missed, or
 * told before it is so. Thread-safe.
 */
final class SessionFeed implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(SessionFeed.class);
    /** The look without a notice, in case one was lost. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);

    private final Ledger ledger;
    private final Set<Listener> listeners = ConcurrentHashMap.newKeySet();
    private final Semaphore news = new Semaphore(0);
    private final StopSignal stop = new StopSignal();
    private final Thread thread = Thread.ofVirtual().name("session-feed").unstarted(this::tellUntilStopped);

    SessionFeed(Ledger ledger) {
        this.ledger = ledger;
    }

    void start(Notices notices) {
        ledger.told().listen(_ -> news.release());
        notices.listen(EventStore.CHANNEL, news::release);
        thread.start();
    }

    /** Sends this session's events, on the stream's own thread those that have been. */
    AutoCloseable subscribe(UUID session, EventStream stream) {
        Listener listener = new Listener(session, event -> send(stream, event), since(stream));
        ledger.database()
                .read(handle -> ledger.events().after(handle, session, listener.last))
                .forEach(listener::accept);
        if (ledger.database()
                .read(handle -> ledger.rows().find(handle, session))
                .filter(found -> found.phase().isLive())
                .isEmpty()) {
            stream.end();
        }
        listeners.add(listener);
        // What came since the query is found by the next look.
        news.release();
        return () -> listeners.remove(listener);
    }

    private static long since(EventStream stream) {
        return stream.lastEventId()
                .filter(id -> id.matches("[0-9]{1,18}"))
                .map(Long::parseLong)
                .orElse(0L);
    }

    private static void send(EventStream stream, SessionEvent event) {
        stream.send(Event.of(String.valueOf(event.id()), event.kind().wireName(), SessionView.EventView.of(event)));
        if (event.isLast()) {
            stream.end();
        }
    }

    private void tellUntilStopped() {
        while (!stop.given()) {
            try {
                boolean _ = news.tryAcquire(LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS);
                news.drainPermits();
                tell();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException away) {
                log.atWarn().addKeyValue("reason", away.toString()).log("events of sessions not read, trying again");
                stop.givenWithin(LOOK_AGAIN);
            }
        }
    }

    private void tell() {
        if (listeners.isEmpty()) {
            return;
        }
        Set<UUID> sessions = new HashSet<>();
        long since = Long.MAX_VALUE;
        for (Listener listener : listeners) {
            sessions.add(listener.session);
            since = Math.min(since, listener.last);
        }
        long from = since;
        List<EventStore.Of> events =
                ledger.database().read(handle -> ledger.events().after(handle, List.copyOf(sessions), from));
        for (EventStore.Of each : events) {
            listeners.stream()
                    .filter(listener -> listener.session.equals(each.session()))
                    .forEach(listener -> listener.accept(each.event()));
        }
    }

    @Override
    public void close() {
        stop.give();
        news.release();
        stop.giveAndJoin(List.of(thread), LOOK_AGAIN.multipliedBy(2));
    }

    /** One stream. Its replay is over before the feed knows it, so one thread at a time uses it. */
    private static final class Listener {
        private final UUID session;
        private final Consumer<SessionEvent> sender;
        private volatile long last;

        Listener(UUID session, Consumer<SessionEvent> sender, long last) {
            this.session = session;
            this.sender = sender;
            this.last = last;
        }

        void accept(SessionEvent event) {
            if (event.id() > last) {
                last = event.id();
                sender.accept(event);
            }
        }
    }
}
