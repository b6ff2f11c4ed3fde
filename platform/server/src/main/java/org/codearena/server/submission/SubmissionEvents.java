package org.codearena.server.submission;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.codearena.server.infra.Cache;
import org.codearena.server.infra.StoredJson;
import org.jspecify.annotations.Nullable;
import org.redisson.api.RScript;
import org.redisson.client.codec.StringCodec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells what happens to submissions: on one channel of the cache, which every server hears, and into a list per
 * submission, for those who join late. All of it may be lost: once a submission is judged its history is in the database.
 */
public final class SubmissionEvents {
    private static final Logger log = LoggerFactory.getLogger(SubmissionEvents.class);
    private static final String CHANNEL = "submission-events";
    /** One step for the cache, so that the list and the channel never differ in order. */
    private static final String KEEP_AND_PUBLISH =
            "redis.call('rpush', KEYS[1], ARGV[1]) redis.call('expire', KEYS[1], ARGV[2]) "
                    + "return redis.call('publish', ARGV[3], ARGV[1])";

    /** Longer than any submission runs. */
    private static final Duration KEPT = Duration.ofHours(1);

    /** One event as it crosses the cache: its data is JSON already. */
    public record Told(UUID submission, int attempt, int ordinal, String name, String data) {
        /** What a client sends back to hear what it missed. */
        public String id() {
            return attempt + "-" + ordinal;
        }

        /** Whether nothing follows. */
        public boolean isLast() {
            return ordinal == Integer.MAX_VALUE;
        }
    }

    private final Cache cache;

    public SubmissionEvents(Cache cache) {
        this.cache = cache;
    }

    /** Tells without waiting for the cache; an event that cannot be told is lost, and the verdict is in the database. */
    public void tell(UUID submission, int attempt, SubmissionEvent event) {
        String told = StoredJson.write(told(submission, attempt, event));
        cache.redis()
                .getScript(StringCodec.INSTANCE)
                .evalAsync(
                        RScript.Mode.READ_WRITE,
                        KEEP_AND_PUBLISH,
                        RScript.ReturnType.LONG,
                        List.of(historyKey(submission)),
                        told,
                        String.valueOf(KEPT.toSeconds()),
                        CHANNEL)
                .whenComplete((_, lost) -> warn(submission, lost));
    }

    private static void warn(UUID submission, @Nullable Throwable lost) {
        if (lost != null) {
            log.atWarn()
                    .addKeyValue("submission", submission)
                    .addKeyValue("reason", lost.toString())
                    .log("event not told");
        }
    }

    public static Told told(UUID submission, int attempt, SubmissionEvent event) {
        return new Told(submission, attempt, event.ordinal(), event.name(), StoredJson.write(event));
    }

    /** Hears every event of every submission from now on. */
    public void hear(Consumer<Told> listener) {
        cache.redis()
                .getTopic(CHANNEL)
                .addListener(String.class, (_, told) -> listener.accept(StoredJson.read(told, Told.class)));
    }

    /** What has been told about a submission lately, oldest first; empty when the cache has lost it. */
    public List<Told> history(UUID submission) {
        try {
            List<Told> history = new ArrayList<>();
            for (Object told : cache.redis().getList(historyKey(submission)).readAll()) {
                history.add(StoredJson.read((String) told, Told.class));
            }
            return history;
        } catch (RuntimeException away) {
            log.atWarn().addKeyValue("reason", away.toString()).log("history not readable");
            return List.of();
        }
    }

    /** The results told so far of this attempt, for views of a submission that is still being judged. */
    List<TestResult> resultsSoFar(UUID submission, int attempt) {
        return history(submission).stream()
                .filter(told -> told.attempt() == attempt && told.name().equals("test"))
                .map(told ->
                        StoredJson.read(told.data(), SubmissionEvent.Test.class).result())
                .toList();
    }

    private static String historyKey(UUID submission) {
        return "submission:" + submission + ":events";
    }
}
