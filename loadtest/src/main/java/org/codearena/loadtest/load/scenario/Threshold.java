package org.codearena.loadtest.load.scenario;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a figure must hold: {@code api.accept_ms.p99 <= 100}. */
public record Threshold(String figure, boolean atMost, double limit) {
    private static final Pattern FORM =
            Pattern.compile("([a-z][a-z0-9_.-]*)\\s*(<=|>=)\\s*(\\d+(?:\\.\\d+)?)", Pattern.CASE_INSENSITIVE);

    public static Threshold parse(String text) {
        Matcher parts = FORM.matcher(text.strip());
        if (!parts.matches()) {
            throw new ScenarioException("threshold '" + text + "' is not understood, allowed is FIGURE <= NUMBER or"
                    + " FIGURE >= NUMBER, such as api.accept_ms.p99 <= 100");
        }
        return new Threshold(parts.group(1), parts.group(2).equals("<="), Double.parseDouble(parts.group(3)));
    }

    public boolean holds(double value) {
        return atMost ? value <= limit : value >= limit;
    }
}
