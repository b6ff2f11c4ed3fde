package org.codearena.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The files that are given to those who watch an installation: alert rules and dashboard. */
final class WatchFiles {
    static final Path ROOT = Path.of("..", "..");
    static final Path RULES = ROOT.resolve("docs/alerts/codearena.yaml");
    private static final Path DASHBOARD = ROOT.resolve("docs/grafana/codearena.json");

    /** An alert as its file says it; what is missing there is empty. */
    record Alert(String name, String query, String severity, String summary, String runbook) {}

    private WatchFiles() {}

    static List<Alert> alerts() throws IOException {
        LoaderOptions strict = new LoaderOptions();
        strict.setAllowDuplicateKeys(false);
        Map<String, ?> file = new Yaml(new SafeConstructor(strict)).load(Files.readString(RULES));
        List<Alert> alerts = new ArrayList<>();
        for (Object group : (List<?>) Objects.requireNonNull(file.get("groups"))) {
            for (Object rule : (List<?>) Objects.requireNonNull(((Map<?, ?>) group).get("rules"))) {
                alerts.add(alert((Map<?, ?>) rule));
            }
        }
        return alerts;
    }

    private static Alert alert(Map<?, ?> rule) {
        Map<?, ?> annotations = (Map<?, ?>) Objects.requireNonNull(rule.get("annotations"));
        Map<?, ?> labels = (Map<?, ?>) Objects.requireNonNull(rule.get("labels"));
        return new Alert(
                text(rule, "alert"),
                text(rule, "expr"),
                text(labels, "severity"),
                text(annotations, "summary"),
                text(annotations, "runbook"));
    }

    private static String text(Map<?, ?> map, String key) {
        Object value = map.get(key);
        return value == null ? "" : String.valueOf(value);
    }

    /** Every query of every panel. */
    static List<String> dashboardQueries() throws IOException {
        JsonNode dashboard = JsonMapper.shared().readTree(Files.readAllBytes(DASHBOARD));
        List<String> queries = new ArrayList<>();
        for (JsonNode panel : dashboard.path("panels")) {
            panel.path("targets")
                    .forEach(target -> queries.add(target.path("expr").asString()));
        }
        return queries;
    }
}
