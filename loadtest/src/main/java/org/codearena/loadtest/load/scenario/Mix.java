package org.codearena.loadtest.load.scenario;

import java.util.List;
import java.util.Map;

/**
 * Which programs are submitted: weights of languages and of expected verdicts. An empty map weighs all alike.
 *
 * @param problems only of these; of all when empty
 */
public record Mix(Map<String, Double> languages, Map<String, Double> verdicts, List<String> problems) {
    public Mix {
        languages = Map.copyOf(languages);
        verdicts = Map.copyOf(verdicts);
        problems = List.copyOf(problems);
    }

    static Mix read(Settings settings) {
        return new Mix(settings.weights("languages"), settings.weights("verdicts"), settings.texts("problems"));
    }

    public double weight(String language, String verdict) {
        return weight(languages, language) * weight(verdicts, verdict);
    }

    private static double weight(Map<String, Double> weights, String name) {
        return weights.isEmpty() ? 1 : weights.getOrDefault(name, 0.0);
    }
}
