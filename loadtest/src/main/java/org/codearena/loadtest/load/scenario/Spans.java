package org.codearena.loadtest.load.scenario;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them: {@code 90s}. */
public final class Spans {
    private static final Pattern SPAN = Pattern.compile("(\\d+(?:\\.\\d+)?)(ms|s|m|h)");

    private Spans() {}

    /**
     * The duration that a text says.
     *
     * @param place where it was written, for whoever has to mend it
     */
    public static Duration parse(String place, String text) {
        Matcher parts = SPAN.matcher(text);
        if (!parts.matches()) {
            throw new ScenarioException(
                    place + " is '" + text + "', allowed is a number and ms, s, m or h, such as 90s");
        }
        double unit = switch (parts.group(2)) {
            case "ms" -> 1;
            case "s" -> 1_000;
            case "m" -> 60_000;
            default -> 3_600_000;
        };
        return Duration.ofMillis(Math.round(Double.parseDouble(parts.group(1)) * unit));
    }
}
