package org.codearena.server.live;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.codearena.server.infra.http.Event;
import org.codearena.server.infra.http.EventStream;
import org.codearena.server.kernel.StopSignal;
import org.codearena.server.standing.BoardEvents;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells open pages that a board changed. A burst of changes is told once: pages read the board anew, so what matters is
 * that the last change is told. Thread-safe.
 */
public final class BoardFeed implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(BoardFeed.class);
    private static final Duration TELL_EVERY = Duration.ofMillis(250);

    private final BoardEvents events;
    private final Set<EventStream> streams = ConcurrentHashMap.newKeySet();
    private final Set<String> changed = ConcurrentHashMap.newKeySet();
    private final StopSignal stop = new StopSignal();
    private final Thread thread =
            Thread.ofPlatform().daemon().name("board-feed").unstarted(this::tellUntilStopped);

    public BoardFeed(BoardEvents events) {
        this.events = events;
    }

    public void start() {
        thread.start();
    }

    AutoCloseable subscribe(EventStream stream) {
        streams.add(stream);
        return () -> streams.remove(stream);
    }

    private void tellUntilStopped() {
        boolean hearing = false;
        while (!stop.givenWithin(TELL_EVERY)) {
            hearing = hearing || hear();
            for (String board : List.copyOf(changed)) {
                changed.remove(board);
                Event event = Event.of(board, Map.of("board", board));
                streams.forEach(stream -> stream.send(event));
            }
        }
    }

    private boolean hear() {
        try {
            events.hear(changed::add);
            return true;
        } catch (RuntimeException away) {
            log.atDebug().addKeyValue("reason", away.toString()).log("boards not heard yet, trying again");
            return false;
        }
    }

    @Override
    public void close() {
        stop.giveAndJoin(List.of(thread), TELL_EVERY.multipliedBy(4));
    }
}
