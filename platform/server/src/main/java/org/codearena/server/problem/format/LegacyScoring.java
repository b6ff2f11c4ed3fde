package org.codearena.server.problem.format;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.codearena.server.kernel.Quoted;
import org.codearena.server.problem.TestGroup;
import org.codearena.server.problem.TestGroup.Aggregation;
import org.codearena.server.problem.TestGroup.VerdictOf;

/**
 * How verdict and score come about in the legacy format: every directory below {@code data} is a group that the default
 * grader judges by its flags. A pass-fail problem has such a tree only where the flags make another verdict of it than that
 * of the first failed test.
 */
final class LegacyScoring {
    private static final Set<String> KNOWN = Set.of(
            "worst_error",
            "first_error",
            "always_accept",
            "sum",
            "avg",
            "min",
            "max",
            "ignore_sample",
            "accept_if_any_accepted",
            "no_errors");

    private static final Pattern RANGE = Pattern.compile("\\s*([+-]?[\\w.+-]+)\\s+([+-]?[\\w.+-]+)\\s*");

    private static final Pattern NUMBER =
            Pattern.compile("[+-]?([0-9]{1,15}\\.?[0-9]{0,15}|\\.[0-9]{1,15})([eE][+-]?[0-9]{1,2})?");

    /** Which scores a group may have. */
    private record Range(double least, double most) {
        static final Range UNBOUNDED = new Range(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

        OptionalDouble maximum() {
            return Double.isInfinite(most) ? OptionalDouble.empty() : OptionalDouble.of(most);
        }
    }

    /** JSON has no infinity, and nothing is worth less than this. */
    private static final double LEAST = -Double.MAX_VALUE;

    private final Metadata metadata;
    private final GroupSettings settings;
    private final Findings findings;

    LegacyScoring(Metadata metadata, GroupSettings settings, Findings findings) {
        this.metadata = metadata;
        this.settings = settings;
        this.findings = findings;
    }

    Optional<TestGroup> read(List<PackageTest> tests) {
        TreeSet<String> names = new TreeSet<>(Names.ORDER);
        for (PackageTest test : tests) {
            for (String at = test.group(); !at.isEmpty(); at = Names.parent(at)) {
                names.add(at);
            }
        }
        TestGroup root = group("", names);
        return metadata.type().scoring() || isUnusual(root) ? Optional.of(root) : Optional.empty();
    }

    private TestGroup group(String name, Set<String> names) {
        List<String> flags = flags(name);
        List<TestGroup> groups = new ArrayList<>();
        for (String inside : names) {
            if (Names.parent(inside).equals(name)) {
                groups.add(group(inside, names));
            }
        }
        boolean scoring = metadata.type().scoring();
        Range range = scoring ? range(name) : Range.UNBOUNDED;
        // Authors are told by their tools where a group leaves its range; no judge holds that against a submission.
        Range enforced = name.isEmpty() ? range : Range.UNBOUNDED;
        return new TestGroup(
                name,
                scoring ? aggregation(flags) : Aggregation.PASS_FAIL,
                verdictOf(flags),
                enforced.maximum(),
                Math.max(enforced.least(), LEAST),
                OptionalDouble.of(scoring ? score(name, "accept_score", 1) : 0),
                scoring ? score(name, "reject_score", 0) : 0,
                metadata.validation().scores() && counts(name),
                stopsAtReject(name),
                List.of(),
                counts(name),
                groups);
    }

    private boolean counts(String name) {
        boolean sample = name.equals("sample") || name.startsWith("sample/");
        return !sample || !flags("").contains("ignore_sample");
    }

    /** Whether the first failed test is not what decides. */
    private static boolean isUnusual(TestGroup group) {
        boolean usual = group.counts()
                && (group.verdictOf() == VerdictOf.FIRST_ERROR
                        || (group.verdictOf() == VerdictOf.WORST_ERROR && group.stopsAtReject()));
        return !usual || group.groups().stream().anyMatch(LegacyScoring::isUnusual);
    }

    private List<String> flags(String name) {
        List<String> flags = TypeReader.words(setting(name, "grader_flags").orElse(""));
        for (String flag : flags) {
            if (!KNOWN.contains(flag)) {
                findings.warning(
                        directory(name),
                        "has the grader flag " + Quoted.of(flag) + ", which is ignored, known are "
                                + String.join(", ", new TreeSet<>(KNOWN)));
            }
        }
        return flags;
    }

    private static Aggregation aggregation(List<String> flags) {
        Aggregation found = Aggregation.SUM;
        for (String flag : flags) {
            found = switch (flag) {
                case "sum" -> Aggregation.SUM;
                case "avg" -> Aggregation.AVERAGE;
                case "min" -> Aggregation.MIN;
                case "max" -> Aggregation.MAX;
                default -> found;
            };
        }
        return found;
    }

    /** Of conflicting modes the last one counts. */
    private static VerdictOf verdictOf(List<String> flags) {
        VerdictOf found = VerdictOf.WORST_ERROR;
        for (String flag : flags) {
            found = switch (flag) {
                case "worst_error", "no_errors" -> VerdictOf.WORST_ERROR;
                case "first_error" -> VerdictOf.FIRST_ERROR;
                case "always_accept" -> VerdictOf.ALWAYS_ACCEPTED;
                default -> found;
            };
        }
        boolean any = flags.contains("accept_if_any_accepted") && found != VerdictOf.ALWAYS_ACCEPTED;
        return any ? VerdictOf.ANY_ACCEPTED : found;
    }

    private boolean stopsAtReject(String name) {
        String text = setting(name, "on_reject").orElse("break");
        if (!text.equals("break") && !text.equals("continue")) {
            findings.error(directory(name), "on_reject is " + Quoted.of(text) + ", allowed are break and continue");
        }
        return !text.equals("continue");
    }

    private double score(String name, String key, double otherwise) {
        return setting(name, key).map(text -> number(name, key, text)).orElse(otherwise);
    }

    private Range range(String name) {
        String text = setting(name, "range").orElse("-inf +inf");
        Matcher bounds = RANGE.matcher(text);
        if (!bounds.matches()) {
            findings.error(directory(name), "range is " + Quoted.of(text) + ", it must be two numbers such as '0 100'");
            return Range.UNBOUNDED;
        }
        double least = number(name, "range", bounds.group(1));
        double most = number(name, "range", bounds.group(2));
        if (least > most) {
            findings.error(directory(name), "range is " + Quoted.of(text) + ", which is empty");
        }
        return new Range(least, most);
    }

    private double number(String name, String key, String text) {
        return switch (text) {
            case "inf", "+inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            default -> {
                if (NUMBER.matcher(text).matches()) {
                    yield Double.parseDouble(text);
                }
                findings.error(directory(name), key + " holds " + Quoted.of(text) + ", which is not a number");
                yield 0;
            }
        };
    }

    /** What problem.yaml says overrides every group, as the format once had it. */
    private Optional<String> setting(String name, String key) {
        return Optional.ofNullable(metadata.grading().defaults().get(key))
                .or(() -> settings.of(directory(name), file -> file.scoring(key)));
    }

    private static String directory(String name) {
        return name.isEmpty() ? "data" : "data/" + name;
    }
}
