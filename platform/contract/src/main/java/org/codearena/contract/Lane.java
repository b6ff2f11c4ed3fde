package org.codearena.contract;

import java.util.Locale;

/** Which line a submission waits in. Lanes are served weighted, so that none starves. */
public enum Lane {
    /** Submissions of a running contest. */
    CONTEST(8),
    /** Programs run on the caller's own input: someone looks at the screen and waits. */
    RUN(6),
    /** Submissions outside of contests. */
    PRACTICE(4),
    /** Rejudges and imports: many, and nobody waits. */
    BULK(1);

    private final int weight;

    Lane(int weight) {
        this.weight = weight;
    }

    /** How often a free slot serves this lane, relative to the others, when all have something waiting. */
    public int weight() {
        return weight;
    }

    /** The lane's name in queues, tables and metrics. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The reverse of {@link #wireName}. */
    public static Lane of(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }
}
