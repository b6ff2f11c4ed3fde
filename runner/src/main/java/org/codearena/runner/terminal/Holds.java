package org.codearena.runner.terminal;

import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;

/**
 * Which clients hold a terminal, that is: keep it from dropping output that they have not acknowledged. A client holds it
 * while it is attached, and for a while after its connection was lost; it loses the hold when it acknowledges nothing for
 * some time in which another client could go on. Times are of {@link System#nanoTime()}. Not safe for use by several
 * threads.
 */
final class Holds {
    private final Map<String, Hold> holds = new HashMap<>();
    private final long lostNanos;
    private final long stalledNanos;

    /**
     * @param lostNanos how long a client holds it whose connection was lost
     * @param stalledNanos how long one may stand still
     */
    Holds(long lostNanos, long stalledNanos) {
        this.lostNanos = lostNanos;
        this.stalledNanos = stalledNanos;
    }

    private static final class Hold {
        private long acknowledged;
        /** Since when it has had output to acknowledge and acknowledged none. */
        private long behindSince;

        private boolean lost;
        private long lostAt;
    }

    /** A client is attached and holds the output from that offset on. */
    void attach(String client, long offset, long now) {
        Hold hold = new Hold();
        hold.acknowledged = offset;
        hold.behindSince = now;
        holds.put(client, hold);
    }

    /** A client that is attached has parsed what is before the offset; it gets the hold back if it had lost it. */
    void acknowledge(String client, long offset, long now) {
        Hold hold = holds.computeIfAbsent(client, _ -> new Hold());
        hold.acknowledged = Math.max(hold.acknowledged, offset);
        hold.behindSince = now;
    }

    /** Output comes to a terminal whose output ended there so far. */
    void printed(long oldEnd, long now) {
        for (Hold hold : holds.values()) {
            if (hold.acknowledged >= oldEnd) {
                hold.behindSince = now;
            }
        }
    }

    /** Its connection is gone, it may come back. */
    void lose(String client, long now) {
        Hold hold = holds.get(client);
        if (hold != null && !hold.lost) {
            hold.lost = true;
            hold.lostAt = now;
        }
    }

    /** It wants no more. */
    void release(String client) {
        holds.remove(client);
    }

    boolean holds(String client) {
        return holds.containsKey(client);
    }

    /** The first byte that must not be dropped; {@link Long#MAX_VALUE} where nobody holds any. */
    long floor() {
        long floor = Long.MAX_VALUE;
        for (Hold hold : holds.values()) {
            floor = Math.min(floor, hold.acknowledged);
        }
        return floor;
    }

    /**
     * Takes holds away whose time is up. Worth while only when the floor is in the way.
     *
     * @param end of the output so far
     * @return whether there were any
     */
    boolean expire(long end, long now) {
        boolean any = false;
        Iterator<Hold> each = holds.values().iterator();
        while (each.hasNext()) {
            Hold hold = each.next();
            boolean gone = hold.lost && now - hold.lostAt >= lostNanos;
            if (gone || (stands(hold, end, now) && anotherGoesOn(hold, end, now))) {
                each.remove();
                any = true;
            }
        }
        return any;
    }

    private boolean stands(Hold hold, long end, long now) {
        return hold.acknowledged < end && now - hold.behindSince >= stalledNanos;
    }

    private boolean anotherGoesOn(Hold slow, long end, long now) {
        return holds.values().stream()
                .anyMatch(hold -> !hold.lost && hold.acknowledged > slow.acknowledged && !stands(hold, end, now));
    }
}
