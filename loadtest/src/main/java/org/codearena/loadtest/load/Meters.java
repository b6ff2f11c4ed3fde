package org.codearena.loadtest.load;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import org.HdrHistogram.Histogram;

/** Everything that is counted and timed while a run goes on. Thread-safe. */
public final class Meters {
    /** What is timed. */
    public enum Kind {
        /** From the moment a request should have left to the answer that the submission is taken. */
        ACCEPT,
        /** From there to the verdict. */
        VERDICT,
        /** Of that, the wait until a judge had it. */
        WAIT,
        /** And what is left: while a judge had it. */
        HELD,
        /** From the moment a page should have been asked for to its last byte. */
        READ,
        /** Likewise, of boards alone. */
        BOARD,
        /** From the moment a project should have been asked for to the first byte that a shell in its session prints. */
        OPEN,
        /** From the moment a key should have been pressed to its echo. */
        ECHO,
        /** From a command to the end of what its program prints. */
        RUN,
        /** From the request to close a session to its end, with every file stored. */
        CLOSE,
        /** How much later than it should have, a request left. */
        LAG
    }

    /** A submission that waits for its verdict. */
    record Pending(int phase, String flow, long intended) {}

    record TrackId(Kind kind, String flow) implements Comparable<TrackId> {
        String name() {
            return kind.name().toLowerCase(java.util.Locale.ROOT) + "." + flow;
        }

        @Override
        public int compareTo(TrackId other) {
            return name().compareTo(other.name());
        }
    }

    /** One user's waits in one phase. */
    record UserPhase(String flow, String user, int phase) {}

    private final Map<TrackId, Track> tracks = new ConcurrentSkipListMap<>();
    private final Map<UserPhase, Track> users = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> counts = new ConcurrentSkipListMap<>();
    private final Map<String, Pending> pending = new ConcurrentHashMap<>();

    public void time(Kind kind, String flow, int phase, long nanos) {
        tracks.computeIfAbsent(new TrackId(kind, flow), _ -> new Track()).record(phase, nanos / 1_000);
    }

    void timeOf(String user, String flow, int phase, long nanos) {
        users.computeIfAbsent(new UserPhase(flow, user, phase), _ -> new Track())
                .record(phase, nanos / 1_000);
    }

    public void count(String what) {
        count(what, 1);
    }

    void count(String what, long times) {
        counts.computeIfAbsent(what, _ -> new LongAdder()).add(times);
    }

    public long counted(String what) {
        LongAdder count = counts.get(what);
        return count == null ? 0 : count.sum();
    }

    /** All counts whose name begins so, by the rest of their names. */
    public Map<String, Long> countsOf(String prefix) {
        Map<String, Long> all = new TreeMap<>();
        counts.forEach((name, count) -> {
            if (name.startsWith(prefix)) {
                all.put(name.substring(prefix.length()), count.sum());
            }
        });
        return all;
    }

    void waits(String submission, Pending how) {
        pending.put(submission, how);
    }

    void waitsNoMore(String submission) {
        pending.remove(submission);
    }

    int waiting() {
        return pending.size();
    }

    Map<TrackId, Track> tracks() {
        return tracks;
    }

    Map<UserPhase, Track> users() {
        return users;
    }

    /** The durations of one kind of these flows in these phases. */
    public Histogram histogram(Kind kind, Predicate<String> flows, IntPredicate phases) {
        Histogram sum = new Histogram(3);
        tracks.forEach((id, track) -> {
            if (id.kind() == kind && flows.test(id.flow())) {
                sum.add(track.of(phases));
            }
        });
        return sum;
    }

    /** Likewise of verdicts, where what still waits counts with the time it has waited. */
    Histogram verdictsSoFar(String flow, int phase) {
        Histogram sum = histogram(Kind.VERDICT, flow::equals, each -> each == phase);
        long now = System.nanoTime();
        pending.values().stream()
                .filter(each -> each.phase() == phase && each.flow().equals(flow))
                .forEach(each -> sum.recordValue(Math.max(0, (now - each.intended()) / 1_000)));
        return sum;
    }
}
