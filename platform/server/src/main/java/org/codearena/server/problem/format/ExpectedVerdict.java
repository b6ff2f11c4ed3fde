package org.codearena.server.problem.format;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The verdicts that packages speak of, and ours that each stands for. The format knows only AC, WA, TLE and RTE; being
 * ended for memory or output is a run-time error there. The others are DOMjudge's.
 */
enum ExpectedVerdict {
    AC,
    WA,
    TLE,
    RTE,
    CE,
    MLE,
    OLE;

    /** Those that the format itself knows. */
    static final Set<ExpectedVerdict> OF_THE_FORMAT = Set.of(AC, WA, TLE, RTE);

    private Set<String> wireNames() {
        return switch (this) {
            case AC -> Set.of("accepted");
            case WA -> Set.of("wrong-answer");
            case TLE -> Set.of("time-limit-exceeded");
            case RTE -> Set.of("run-time-error", "memory-limit-exceeded", "output-limit-exceeded");
            case CE -> Set.of("compile-error");
            case MLE -> Set.of("memory-limit-exceeded");
            case OLE -> Set.of("output-limit-exceeded");
        };
    }

    static Set<String> wireNames(Set<ExpectedVerdict> verdicts) {
        Set<String> names = new TreeSet<>();
        verdicts.forEach(verdict -> names.addAll(verdict.wireNames()));
        return names;
    }

    /**
     * Whether one of ours is among those. Who never stops writing is too slow where output beyond the limit is thrown away, and
     * was ended earlier here.
     */
    static boolean include(Set<ExpectedVerdict> verdicts, String wireName) {
        return wireNames(verdicts).contains(wireName)
                || (verdicts.contains(TLE) && OLE.wireNames().contains(wireName));
    }

    static Optional<ExpectedVerdict> ofTheFormat(String name) {
        return Arrays.stream(values())
                .filter(verdict ->
                        OF_THE_FORMAT.contains(verdict) && verdict.name().equals(name))
                .findFirst();
    }

    /** As DOMjudge writes it behind {@code @EXPECTED_RESULTS@}, the names of its older versions included. */
    static Optional<ExpectedVerdict> ofDomjudge(String name) {
        return switch (name.strip().toUpperCase(java.util.Locale.ROOT).replace('_', '-')) {
            case "CORRECT", "ACCEPTED", "AC" -> Optional.of(AC);
            case "WRONG-ANSWER", "NO-OUTPUT", "WA" -> Optional.of(WA);
            case "TIMELIMIT", "TIME-LIMIT", "TIME-LIMIT-EXCEEDED", "TLE" -> Optional.of(TLE);
            case "RUN-ERROR", "RUN-TIME-ERROR", "RUNTIME-ERROR", "RTE" -> Optional.of(RTE);
            case "COMPILER-ERROR", "COMPILE-ERROR", "CE" -> Optional.of(CE);
            case "MEMORY-LIMIT", "MEMORY-LIMIT-EXCEEDED", "MLE" -> Optional.of(MLE);
            case "OUTPUT-LIMIT", "OUTPUT-LIMIT-EXCEEDED", "OLE" -> Optional.of(OLE);
            default -> Optional.empty();
        };
    }
}
