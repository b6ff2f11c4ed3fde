package org.codearena.server.problem.format;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.codearena.server.kernel.Quoted;

/** Reads a problem's limits, and fills in the system's where it names none. */
final class LimitsReader {
    private static final Set<String> SHARED = Set.of(
            "memory",
            "output",
            "code",
            "compilation_time",
            "compilation_memory",
            "validation_time",
            "validation_memory",
            "validation_output");

    private static final String HIDDEN_FILE = ".timelimit";
    private static final String DOMJUDGE_FILE = "domjudge-problem.ini";
    private static final Pattern DOMJUDGE_LIMIT =
            Pattern.compile("(?m)^\\s*timelimit\\s*=\\s*['\"]?([^'\"\\s]+)['\"]?\\s*$");
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,6}(\\.[0-9]{1,9})?");
    private static final BigDecimal THOUSAND = BigDecimal.valueOf(1_000);
    private static final long MIB = 1 << 20;
    private static final long KIB = 1 << 10;
    private static final long MOST = 1_000_000;
    private static final long FEWEST_PASSES = 2;

    private final PackageTree tree;
    private final PackageLimits limits;
    private final Findings findings;

    LimitsReader(PackageTree tree, PackageLimits limits, Findings findings) {
        this.tree = tree;
        this.limits = limits;
        this.findings = findings;
    }

    ProblemLimits current(YamlMap yaml) throws IOException {
        yaml.allowOnly(with("time_multipliers", "time_limit", "time_resolution", "validation_passes"));
        YamlMap multipliers = yaml.map("time_multipliers");
        multipliers.allowOnly(Set.of("ac_to_time_limit", "time_limit_to_tle"));
        BigDecimal acToLimit = atLeastOne(multipliers, "ac_to_time_limit", "2.0");
        BigDecimal limitToTle = atLeastOne(multipliers, "time_limit_to_tle", "1.5");
        BigDecimal resolution =
                yaml.decimal("time_resolution", BigDecimal.ZERO, false).orElse(BigDecimal.ONE);
        Optional<TimeLimit> given = givenTime(yaml);
        Optional<TimeLimit> hidden = given.isPresent() ? Optional.empty() : hiddenTime();
        if (hidden.isPresent()) {
            findings.warning(
                    "problem.yaml", "limits.time_limit is missing: taken is what another file says, as DOMjudge does");
        }
        return shared(
                yaml,
                given.or(() -> hidden)
                        .orElseGet(() ->
                                new TimeLimit.Inferred(acToLimit, limitToTle, Math.max(1, milliseconds(resolution)))));
    }

    ProblemLimits legacy(YamlMap yaml) throws IOException {
        yaml.warnOfOthersThan(with("time_multiplier", "time_safety_margin", "time_limit", "validation_passes"));
        BigDecimal multiplier = atLeastOne(yaml, "time_multiplier", "5");
        BigDecimal margin = atLeastOne(yaml, "time_safety_margin", "2");
        Optional<TimeLimit> hidden = hiddenTime();
        Optional<TimeLimit> given = givenTime(yaml);
        if (given.isPresent()) {
            findings.warning("problem.yaml", "limits.time_limit is not of the legacy format, but taken as it is meant");
        }
        return shared(yaml, given.or(() -> hidden).orElseGet(() -> new TimeLimit.Inferred(multiplier, margin, 1_000)));
    }

    private static Set<String> with(String... keys) {
        var all = new java.util.HashSet<>(SHARED);
        all.addAll(Set.of(keys));
        return all;
    }

    private static BigDecimal atLeastOne(YamlMap yaml, String key, String otherwise) {
        return yaml.decimal(key, BigDecimal.ONE, true).orElseGet(() -> new BigDecimal(otherwise));
    }

    private Optional<TimeLimit> givenTime(YamlMap yaml) {
        return yaml.decimal("time_limit", BigDecimal.ZERO, false)
                .flatMap(seconds -> bounded("problem.yaml", "limits.time_limit", seconds));
    }

    /** Where problemtools and DOMjudge keep what the legacy format has no key for. */
    private Optional<TimeLimit> hiddenTime() throws IOException {
        Optional<PackageFile> hidden = tree.file(HIDDEN_FILE);
        if (hidden.isPresent()) {
            return tree.text(hidden.get()).flatMap(text -> seconds(HIDDEN_FILE, text.strip()));
        }
        Optional<PackageFile> domjudge = tree.file(DOMJUDGE_FILE);
        return domjudge.isEmpty()
                ? Optional.empty()
                : tree.text(domjudge.get())
                        .map(DOMJUDGE_LIMIT::matcher)
                        .filter(Matcher::find)
                        .flatMap(line -> seconds(DOMJUDGE_FILE, line.group(1)));
    }

    private Optional<TimeLimit> seconds(String file, String text) {
        if (!SECONDS.matcher(text).matches() || new BigDecimal(text).signum() == 0) {
            findings.error(file, "holds " + Quoted.of(text) + ", it must hold a number of seconds above 0");
            return Optional.empty();
        }
        return bounded(file, "the time limit", new BigDecimal(text));
    }

    private Optional<TimeLimit> bounded(String file, String what, BigDecimal seconds) {
        long most = limits.most().timeLimitMs();
        if (seconds.multiply(THOUSAND).compareTo(BigDecimal.valueOf(most)) > 0) {
            findings.error(file, what + " is " + seconds + ", allowed are at most " + most / 1_000 + " seconds");
            return Optional.empty();
        }
        if (seconds.multiply(THOUSAND).stripTrailingZeros().scale() > 0) {
            findings.warning(file, what + " is " + seconds + ": it is rounded up to whole milliseconds");
        }
        return Optional.of(new TimeLimit.Given(milliseconds(seconds)));
    }

    private static long milliseconds(BigDecimal seconds) {
        return seconds.multiply(THOUSAND)
                .setScale(0, RoundingMode.CEILING)
                .min(BigDecimal.valueOf(Integer.MAX_VALUE))
                .longValueExact();
    }

    private ProblemLimits.Validation validation(YamlMap yaml, PackageLimits.SystemDefaults system) {
        return new ProblemLimits.Validation(
                1_000 * yaml.whole("validation_time", limits.most().seconds()).orElse(system.validationSeconds()),
                MIB * yaml.whole("validation_memory", limits.most().memoryMib()).orElse(system.validationMemoryMib()),
                MIB * yaml.whole("validation_output", limits.most().outputMib()).orElse(system.validationOutputMib()));
    }

    private int passes(YamlMap yaml) {
        long passes = yaml.whole("validation_passes", limits.most().passes()).orElse(FEWEST_PASSES);
        if (passes < FEWEST_PASSES) {
            yaml.error("validation_passes", "is " + passes + ", allowed are 2 and more");
        }
        return (int) passes;
    }

    private ProblemLimits shared(YamlMap yaml, TimeLimit time) {
        PackageLimits.SystemDefaults system = limits.system();
        return new ProblemLimits(
                time,
                MIB * yaml.whole("memory", limits.most().memoryMib()).orElse(system.memoryMib()),
                MIB * yaml.whole("output", limits.most().outputMib()).orElse(system.outputMib()),
                KIB * yaml.whole("code", MOST).orElse(system.codeKib()),
                1_000 * yaml.whole("compilation_time", limits.most().seconds()).orElse(system.compilationSeconds()),
                MIB
                        * yaml.whole("compilation_memory", limits.most().memoryMib())
                                .orElse(system.compilationMemoryMib()),
                validation(yaml, system),
                passes(yaml));
    }
}
