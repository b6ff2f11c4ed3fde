package org.codearena.server.submission;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.codearena.server.infra.Database;
import org.codearena.server.kernel.StopSignal;
import org.codearena.server.submission.SubmissionEvents.Told;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands each event of a submission to those in this process who listen for it. The cache may lose events, so the feed also
 * asks the database, for all listened submissions at once, which of them have been judged meanwhile, and tells their whole
 * history; listeners pass over what they know. Thread-safe.
 */
public final class SubmissionFeed implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(SubmissionFeed.class);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(2);

    private final SubmissionEvents events;
    private final SubmissionViews views;
    private final Database database;
    private final Map<UUID, Set<Consumer<Told>>> listeners = new ConcurrentHashMap<>();
    private final StopSignal stop = new StopSignal();
    private final Thread thread =
            Thread.ofPlatform().daemon().name("submission-feed").unstarted(this::lookUntilStopped);

    public SubmissionFeed(SubmissionEvents events, SubmissionViews views, Database database) {
        this.events = events;
        this.views = views;
        this.database = database;
    }

    public void start() {
        thread.start();
    }

    /** Hands on every event of this submission from now on, until the answer is closed. */
    public AutoCloseable listen(UUID submission, Consumer<Told> listener) {
        listeners.compute(submission, (_, present) -> {
            Set<Consumer<Told>> all = present == null ? ConcurrentHashMap.newKeySet() : present;
            all.add(listener);
            return all;
        });
        return () -> listeners.computeIfPresent(submission, (_, present) -> {
            present.remove(listener);
            return present.isEmpty() ? null : present;
        });
    }

    /** What has been told of this submission so far: from the database once it is judged, from the cache until then. */
    public List<Told> history(UUID submission) {
        Optional<List<Told>> judged = database.read(handle -> views.history(handle, submission));
        return judged.orElseGet(() -> events.history(submission));
    }

    /** Waits until the submission is judged; answers whether it is. */
    boolean awaitVerdict(UUID submission, Duration atMost) throws Exception {
        CountDownLatch judged = new CountDownLatch(1);
        Consumer<Told> listener = told -> {
            if (told.isLast()) {
                judged.countDown();
            }
        };
        try (AutoCloseable _ = listen(submission, listener)) {
            history(submission).forEach(listener);
            return judged.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void lookUntilStopped() {
        boolean hearing = false;
        while (!stop.given()) {
            hearing = hearing || hear();
            lookForJudged();
            stop.givenWithin(LOOK_EVERY);
        }
    }

    /** Once it works, the client itself listens again whenever the cache comes back. */
    private boolean hear() {
        try {
            events.hear(this::handOn);
            return true;
        } catch (RuntimeException away) {
            log.atWarn().addKeyValue("reason", away.toString()).log("events not heard yet, trying again");
            return false;
        }
    }

    private void lookForJudged() {
        if (listeners.isEmpty()) {
            return;
        }
        try {
            List<UUID> listened = List.copyOf(listeners.keySet());
            for (UUID judged : database.read(handle -> views.judgedAmong(handle, listened))) {
                history(judged).forEach(this::handOn);
            }
        } catch (RuntimeException away) {
            log.atWarn().addKeyValue("reason", away.toString()).log("judged submissions not looked up");
        }
    }

    private void handOn(Told told) {
        listeners.getOrDefault(told.submission(), Set.of()).forEach(listener -> listener.accept(told));
    }

    @Override
    public void close() {
        stop.giveAndJoin(List.of(thread), LOOK_EVERY.multipliedBy(2));
    }
}
