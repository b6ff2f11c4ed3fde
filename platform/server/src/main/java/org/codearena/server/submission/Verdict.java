package org.codearena.server.submission;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.codearena.server.kernel.Fault;

/** What a judge decides about a test or a submission. */
public enum Verdict {
    ACCEPTED("AC"),
    WRONG_ANSWER("WA"),
    TIME_LIMIT_EXCEEDED("TLE"),
    MEMORY_LIMIT_EXCEEDED("MLE"),
    OUTPUT_LIMIT_EXCEEDED("OLE"),
    RUN_TIME_ERROR("RTE"),
    COMPILE_ERROR("CE"),
    /** Our fault: never the contestant's. */
    JUDGE_ERROR("JE");

    private final String shortName;

    Verdict(String shortName) {
        this.shortName = shortName;
    }

    public String shortName() {
        return shortName;
    }

    /** The verdict's name in the API, in tables and on pages, for example {@code wrong-answer}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The reverse of {@link #wireName}; anything else is the caller's fault. */
    public static Verdict of(String wireName) {
        return Arrays.stream(values())
                .filter(verdict -> verdict.wireName().equals(wireName))
                .findFirst()
                .orElseThrow(() -> Fault.badField(
                        "verdict",
                        "'" + wireName + "' is no verdict, known are "
                                + Arrays.stream(values()).map(Verdict::wireName).collect(Collectors.joining(", "))));
    }
}
