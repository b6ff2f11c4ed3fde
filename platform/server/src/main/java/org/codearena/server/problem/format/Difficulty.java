package org.codearena.server.problem.format;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How hard a problem is, said by one of its keywords. */
public enum Difficulty {
    EASY,
    MEDIUM,
    HARD;

    /** As keywords and the API write it. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Difficulty> of(String word) {
        return Arrays.stream(values())
                .filter(difficulty -> difficulty.wireName().equals(word))
                .findFirst();
    }

    static Optional<Difficulty> amongKeywords(List<String> keywords) {
        return keywords.stream().map(Difficulty::of).flatMap(Optional::stream).findFirst();
    }
}
