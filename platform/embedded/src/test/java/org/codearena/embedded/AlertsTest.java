package org.codearena.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.codearena.embedded.WatchFiles.Alert;
import org.junit.jupiter.api.Test;

/** Each alert says what is wrong, how badly, and where it stands what to do. */
final class AlertsTest {
    private static final Pattern SECTION = Pattern.compile("^### (CodeArena\\w+)$", Pattern.MULTILINE);
    private static final Set<String> SEVERITIES = Set.of("warning", "critical");
    /** Debian's package prometheus has it. */
    private static final Path PROMTOOL = Path.of("/usr/bin/promtool");

    private static List<String> sections() throws IOException {
        String document = Files.readString(WatchFiles.ROOT.resolve("docs/operating.md"));
        return SECTION.matcher(document).results().map(each -> each.group(1)).toList();
    }

    @Test
    void everyAlertHasItsSectionAndEverySectionItsAlert() throws IOException {
        List<String> names = WatchFiles.alerts().stream().map(Alert::name).toList();
        assertEquals(
                names.stream().sorted().toList(), sections().stream().sorted().toList());
        assertEquals(Set.copyOf(names).size(), names.size(), "two alerts have one name");
    }

    @Test
    void everyAlertLeadsToItsSectionAndSaysHowBadItIs() throws IOException {
        for (Alert alert : WatchFiles.alerts()) {
            assertEquals("docs/operating.md#" + alert.name().toLowerCase(java.util.Locale.ROOT), alert.runbook());
            assertTrue(SEVERITIES.contains(alert.severity()), alert.toString());
            assertTrue(alert.summary().endsWith("."), alert.toString());
        }
    }

    @Test
    void everyQueryNamesAMetric() throws IOException {
        for (Alert alert : WatchFiles.alerts()) {
            assertFalse(PromQuery.of(alert.query()).metrics().isEmpty(), alert.query());
        }
        List<String> queries = WatchFiles.dashboardQueries();
        assertTrue(queries.size() > 30, "queries: " + queries.size());
        for (String query : queries) {
            assertFalse(PromQuery.of(query).metrics().isEmpty(), query);
        }
    }

    @Test
    void metricsAndLabelsAreReadOutOfAQuery() {
        PromQuery query =
                PromQuery.of("topk(5, sum by (route, le) (rate(a_seconds_bucket{status=~\"5..\", job=\"x{y}\"}[5m])))"
                        + " / max(b_total) > 0.5 and c offset 5m");
        assertEquals(Set.of("a_seconds_bucket", "b_total", "c"), query.metrics());
        assertEquals(Set.of("route", "le", "status"), query.labels());
        assertThrows(IllegalArgumentException.class, () -> PromQuery.of("sum(a"));
        assertThrows(IllegalArgumentException.class, () -> PromQuery.of("sum(a]"));
    }

    @Test
    void prometheusTakesTheRules() throws Exception {
        assumeTrue(Files.isExecutable(PROMTOOL), "promtool is not installed");
        Process check = new ProcessBuilder(PROMTOOL.toString(), "check", "rules", WatchFiles.RULES.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, check.waitFor(), said);
        assertTrue(said.contains(WatchFiles.alerts().size() + " rules found"), said);
    }
}
