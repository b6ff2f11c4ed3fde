package org.codearena.embedded;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * A verdict beside its repetition.
 *
 * @param agrees whether the verdict, the score and every test's verdict are the same; times and memory always differ a bit
 */
record ReplayReport(boolean agrees, List<String> lines) {
    private static final int SHOWN = 28;
    private static final int HASH = 16;
    private static final String UNKNOWN = "unknown";

    ReplayReport {
        lines = List.copyOf(lines);
    }

    /** Reads what the API says of a submission in a rejudge. */
    static ReplayReport of(JsonNode answer) {
        return new Comparison(answer).report();
    }

    private static final class Comparison {
        private final JsonNode answer;
        private final List<String> lines = new ArrayList<>();
        private boolean agrees = true;

        Comparison(JsonNode answer) {
            this.answer = answer;
        }

        ReplayReport report() {
            line("", "", "then", "now", "");
            decisive("verdict", result("before", "verdict"), result("after", "verdict"));
            decisive("score", result("before", "score"), result("after", "score"));
            List<String> tests = tests();
            circumstance("package", hash("packageHash"));
            circumstance("plan", hash("planSha256"));
            circumstance("toolchain", side -> evidence(side, "toolchain"));
            circumstance("limits", this::limits);
            circumstance("kernel", side -> evidence(side, "kernel"));
            circumstance("mode", side -> evidence(side, "mode"));
            circumstance("launcher", hash("launcher"));
            circumstance("judge", side -> evidence(side, "worker"));
            measured("CPU time", "timeMs", " ms", 1);
            measured("memory", "memoryBytes", " KiB", 1 << 10);
            lines.addAll(tests);
            lines.add(agrees ? "the verdicts agree" : "the verdicts DIFFER");
            return new ReplayReport(agrees, lines);
        }

        private interface Side {
            String of(String side);
        }

        /** What must be the same. */
        private void decisive(String what, String then, String now) {
            boolean same = then.equals(now);
            agrees &= same;
            line(same ? "ok" : "DIFFERS", what, then, now, "");
        }

        /** What may explain a difference. */
        private void circumstance(String what, Side value) {
            String then = value.of("before");
            String now = value.of("after");
            line(then.equals(now) || then.equals(UNKNOWN) ? "" : "differs", what, then, now, "");
        }

        private void measured(String what, String field, String unit, long per) {
            JsonNode then = answer.path("submission").path("before").path(field);
            JsonNode now = answer.path("submission").path("after").path(field);
            line(
                    "",
                    what,
                    then.asLong(0) / per + unit,
                    now.asLong(0) / per + unit,
                    byHowMuch(then.asLong(0), now.asLong(0)));
        }

        private static String byHowMuch(long then, long now) {
            return then == 0 ? "" : String.format(Locale.ROOT, "%+.1f %%", 100.0 * (now - then) / then);
        }

        private String result(String side, String field) {
            JsonNode value = answer.path("submission").path(side).path(field);
            return value.isNull() || value.isMissingNode() ? "none" : value.asString();
        }

        private Side hash(String field) {
            return side -> {
                String hash = evidence(side, field);
                return hash.length() > HASH ? hash.substring(0, HASH) + "…" : hash;
            };
        }

        private String evidence(String side, String field) {
            return answer.path(side).path("evidence").path(field).asString(UNKNOWN);
        }

        private String limits(String side) {
            JsonNode limits = answer.path(side).path("evidence").path("limits");
            return limits.isObject()
                    ? "%d ms, %d MiB"
                            .formatted(
                                    limits.path("cpuTimeMs").asLong(0),
                                    limits.path("memoryBytes").asLong(0) >> 20)
                    : UNKNOWN;
        }

        private List<String> tests() {
            var then = byNumber("before");
            var now = byNumber("after");
            var numbers = new TreeMap<>(then);
            numbers.putAll(now);
            List<String> differing = new ArrayList<>();
            for (int number : numbers.keySet()) {
                JsonNode before = then.getOrDefault(number, MissingNode.getInstance());
                JsonNode after = now.getOrDefault(number, MissingNode.getInstance());
                if (!before.path("verdict").equals(after.path("verdict"))) {
                    agrees = false;
                    differing.add(row("DIFFERS", "test " + number, shown(before), shown(after), ""));
                }
            }
            differing.addFirst(row(
                    differing.isEmpty() ? "ok" : "DIFFERS",
                    "tests",
                    String.valueOf(then.size()),
                    String.valueOf(now.size()),
                    differing.size() + " differ"));
            return differing;
        }

        private Map<Integer, JsonNode> byNumber(String side) {
            var tests = new TreeMap<Integer, JsonNode>();
            answer.path(side)
                    .path("tests")
                    .forEach(test -> tests.put(test.path("number").asInt(0), test));
            return tests;
        }

        private static String shown(JsonNode test) {
            return test.isMissingNode()
                    ? "not run"
                    : test.path("verdict").asString("") + ", "
                            + test.path("timeMs").asLong(0) + " ms";
        }

        private void line(String mark, String what, String then, String now, String note) {
            lines.add(row(mark, what, then, now, note));
        }

        private static String row(String mark, String what, String then, String now, String note) {
            return ("%-8s  %-10s  %-" + SHOWN + "s  %-" + SHOWN + "s  %s")
                    .formatted(mark, what, then, now, note)
                    .stripTrailing();
        }
    }
}
