package org.codearena.server.parking;

import java.util.Locale;

/** What is parked. */
public enum Kind {
    /** A message that nobody understands, or that was delivered too often. */
    MESSAGE,
    /** A submission that had all its attempts, or whose validator failed: it shows {@code judge-error}. */
    SUBMISSION,
    /** The same of a submission that was judged again. */
    REJUDGEMENT;

    /** The kind's name in tables, answers and metrics. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Kind of(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }
}
