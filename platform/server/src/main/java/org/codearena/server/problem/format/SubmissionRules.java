package org.codearena.server.problem.format;

import static org.codearena.server.problem.format.ExpectedVerdict.AC;
import static org.codearena.server.problem.format.ExpectedVerdict.CE;
import static org.codearena.server.problem.format.ExpectedVerdict.MLE;
import static org.codearena.server.problem.format.ExpectedVerdict.OF_THE_FORMAT;
import static org.codearena.server.problem.format.ExpectedVerdict.OLE;
import static org.codearena.server.problem.format.ExpectedVerdict.RTE;
import static org.codearena.server.problem.format.ExpectedVerdict.TLE;
import static org.codearena.server.problem.format.ExpectedVerdict.WA;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.codearena.server.kernel.Quoted;
import org.codearena.server.problem.format.ExpectationRule.Of;

/** What {@code submissions.yaml} and the names of directories say about submissions. */
final class SubmissionRules {
    static final String FILE = "submissions/submissions.yaml";

    private static final Set<String> KEYS = Set.of(
            "language",
            "entrypoint",
            "authors",
            "model_solution",
            "permitted",
            "required",
            "score",
            "message",
            "use_for_time_limit");

    private static final Set<String> KEYS_OF_TESTS =
            Set.of("permitted", "required", "score", "message", "use_for_time_limit");

    private static final Map<String, ExpectationRule> CURRENT = Map.of(
            "accepted", ExpectationRule.of(Set.of(AC), OF_THE_FORMAT),
            "rejected", ExpectationRule.of(OF_THE_FORMAT, Set.of(RTE, TLE, WA)),
            "wrong_answer", ExpectationRule.of(Set.of(AC, WA), Set.of(WA)),
            "time_limit_exceeded", ExpectationRule.of(Set.of(AC, TLE), Set.of(TLE)),
            "run_time_error", ExpectationRule.of(Set.of(AC, RTE), Set.of(RTE)),
            "brute_force", ExpectationRule.of(Set.of(AC, RTE, TLE), Set.of(RTE, TLE)));

    private static final Map<String, ExpectationRule> LEGACY = Map.of(
            "accepted", ExpectationRule.of(Of.EITHER, Set.of(AC), OF_THE_FORMAT),
            "wrong_answer",
                    ExpectationRule.of(Of.EITHER, Set.of(AC, WA), Set.of(WA)).withoutTime(),
            "time_limit_exceeded", ExpectationRule.of(Of.EITHER, Set.of(AC, WA, TLE), Set.of(TLE)),
            "run_time_error", ExpectationRule.of(Of.EITHER, OF_THE_FORMAT, Set.of(RTE)),
            "rejected", ExpectationRule.of(OF_THE_FORMAT, Set.of(RTE, TLE, WA)),
            "brute_force",
                    ExpectationRule.of(Set.of(AC, RTE, TLE), Set.of(RTE, TLE)).withoutTime());

    private static final ExpectationRule ANY = ExpectationRule.of(OF_THE_FORMAT, OF_THE_FORMAT);

    /** DOMjudge's, in either format. */
    private static final Map<String, ExpectationRule> DOMJUDGE = Map.of(
            "compiler_error", ExpectationRule.ofVerdict(Set.of(CE)),
            "compile_error", ExpectationRule.ofVerdict(Set.of(CE)),
            "no_output", ExpectationRule.of(Set.of(AC, WA), Set.of(WA)),
            "output_limit", ExpectationRule.of(Set.of(AC, OLE), Set.of(OLE)),
            "output_limit_exceeded", ExpectationRule.of(Set.of(AC, OLE), Set.of(OLE)),
            "memory_limit", ExpectationRule.of(Set.of(AC, MLE), Set.of(MLE)),
            "memory_limit_exceeded", ExpectationRule.of(Set.of(AC, MLE), Set.of(MLE)));

    /** DOMjudge's directories whose files say themselves what is expected. */
    static final Set<String> BY_COMMENT =
            Set.of("mixed", "multiple", "mixed-verdicts", "mixed_verdicts", "check_manually");

    /** What one glob of the file says. */
    private record Entry(
            Glob glob, Optional<String> language, Optional<String> entryPoint, List<ExpectationRule> rules) {}

    private final boolean scoring;

    private final Map<String, ExpectationRule> byDirectory = new LinkedHashMap<>(DOMJUDGE);
    private final List<Entry> entries = new ArrayList<>();

    private SubmissionRules(Format format, Optional<ScoreRange> partial) {
        this.scoring = partial.isPresent();
        byDirectory.putAll(format.isLegacy() ? LEGACY : CURRENT);
        partial.ifPresent(
                range -> byDirectory.put("partially_accepted", ANY.withoutTime().withScore(Optional.of(range))));
    }

    /**
     * Reads what there is.
     *
     * @param partial what a partially accepted submission is worth; absent for pass-fail problems
     */
    static SubmissionRules read(PackageTree tree, Format format, Optional<ScoreRange> partial, Findings findings)
            throws IOException {
        SubmissionRules rules = new SubmissionRules(format, partial);
        Optional<PackageFile> file = tree.file(FILE);
        if (file.isPresent() && !format.isLegacy()) {
            Optional<YamlMap> yaml = new Yaml(tree, findings).read(file.get());
            yaml.ifPresent(map -> map.keys().forEach(key -> rules.add(key, map)));
        }
        return rules;
    }

    private void add(String key, YamlMap file) {
        YamlMap map = file.map(key);
        try {
            Glob glob = Glob.of(key);
            List<ExpectationRule> rules = new ArrayList<>();
            if (byDirectory.containsKey(key)) {
                byDirectory.put(key, rule(map, Optional.empty(), Optional.ofNullable(byDirectory.get(key))));
            } else if (Stream.of("permitted", "required", "score", "message", "use_for_time_limit")
                    .anyMatch(map::has)) {
                rules.add(rule(map, Optional.empty(), Optional.empty()));
            }
            rules.addAll(rulesOfTests(map));
            checkRest(map);
            entries.add(new Entry(glob, map.string("language"), map.string("entrypoint"), rules));
        } catch (IllegalArgumentException refused) {
            file.error(key, String.valueOf(refused.getMessage()));
        }
    }

    private List<ExpectationRule> rulesOfTests(YamlMap map) {
        List<ExpectationRule> rules = new ArrayList<>();
        for (String key : map.keys()) {
            if (isOfTests(key, map)) {
                YamlMap ofTests = map.map(key);
                ofTests.allowOnly(KEYS_OF_TESTS);
                rules.add(rule(ofTests, Optional.of(Glob.of(key)), Optional.empty()));
            }
        }
        return rules;
    }

    private static boolean isOfTests(String key, YamlMap map) {
        return !KEYS.contains(key) && map.isMap(key) && (key.startsWith("sample") || key.startsWith("secret"));
    }

    private static void checkRest(YamlMap map) {
        map.bool("model_solution");
        Set<String> known = new java.util.HashSet<>(KEYS);
        map.keys().stream().filter(key -> isOfTests(key, map)).forEach(known::add);
        map.allowOnly(known);
    }

    private ExpectationRule rule(YamlMap map, Optional<Glob> tests, Optional<ExpectationRule> otherwise) {
        Optional<String> timeLimit = map.string("use_for_time_limit");
        if (timeLimit.isPresent() && !Set.of("lower", "upper", "true", "false").contains(timeLimit.get())) {
            map.error(
                    "use_for_time_limit",
                    "is " + Quoted.of(timeLimit.get()) + ", allowed are lower, upper, true, false");
        }
        Set<ExpectedVerdict> permitted = verdicts(map, "permitted", otherwise.map(ExpectationRule::permitted));
        Set<ExpectedVerdict> required = verdicts(map, "required", otherwise.map(ExpectationRule::required));
        return new ExpectationRule(
                Of.TESTS,
                tests,
                timeLimit.filter("lower"::equals).isPresent() ? without(permitted, TLE) : permitted,
                timeLimit.filter("upper"::equals).isPresent() ? Set.of(TLE) : required,
                map.string("message"),
                score(map).or(() -> otherwise.flatMap(ExpectationRule::score)),
                timeLimit.filter(use -> !use.equals("true")));
    }

    private static Set<ExpectedVerdict> without(Set<ExpectedVerdict> verdicts, ExpectedVerdict one) {
        Set<ExpectedVerdict> rest = EnumSet.copyOf(verdicts);
        rest.remove(one);
        return rest;
    }

    /** One number, or a list of two: the least and the most. */
    private Optional<ScoreRange> score(YamlMap map) {
        if (!map.has("score")) {
            return Optional.empty();
        }
        if (!scoring) {
            map.error("score", "is for scoring problems, and type is not scoring");
            return Optional.empty();
        }
        if (!map.isList("score")) {
            return map.number("score").map(score -> ScoreRange.of(score, score));
        }
        List<String> bounds = map.list("score");
        try {
            if (bounds.size() == 2) {
                return Optional.of(ScoreRange.of(Double.parseDouble(bounds.get(0)), Double.parseDouble(bounds.get(1))));
            }
        } catch (NumberFormatException malformed) {
            map.error("score", "holds " + Quoted.of(String.join(", ", bounds)) + ", which are not numbers");
            return Optional.empty();
        }
        map.error("score", "has " + bounds.size() + " numbers, allowed are one and a list of two");
        return Optional.empty();
    }

    private static Set<ExpectedVerdict> verdicts(YamlMap map, String key, Optional<Set<ExpectedVerdict>> otherwise) {
        if (!map.has(key)) {
            return otherwise.orElse(OF_THE_FORMAT);
        }
        Set<ExpectedVerdict> verdicts = EnumSet.noneOf(ExpectedVerdict.class);
        for (String name : map.strings(key)) {
            Optional<ExpectedVerdict> verdict = ExpectedVerdict.ofTheFormat(name);
            verdict.ifPresent(verdicts::add);
            if (verdict.isEmpty()) {
                map.error(key, "holds " + Quoted.of(name) + ", known are AC, WA, TLE, RTE");
            }
        }
        return verdicts;
    }

    /** What the directory of this name means; empty when nobody has said so. */
    Optional<ExpectationRule> ofDirectory(String directory) {
        return Optional.ofNullable(byDirectory.get(directory));
    }

    List<ExpectationRule> ofGlobs(String path) {
        return matching(path).flatMap(entry -> entry.rules().stream()).toList();
    }

    Optional<String> language(String path) {
        return matching(path).map(Entry::language).flatMap(Optional::stream).findFirst();
    }

    Optional<String> entryPoint(String path) {
        return matching(path).map(Entry::entryPoint).flatMap(Optional::stream).findFirst();
    }

    private Stream<Entry> matching(String path) {
        return entries.stream().filter(entry -> entry.glob().matches(path));
    }
}
