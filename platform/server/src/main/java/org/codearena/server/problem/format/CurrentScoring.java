package org.codearena.server.problem.format;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeSet;
import org.codearena.server.kernel.Quoted;
import org.codearena.server.problem.TestGroup;
import org.codearena.server.problem.TestGroup.Aggregation;
import org.codearena.server.problem.TestGroup.VerdictOf;

/** How scores come about in format 2025-09: samples count for nothing, {@code secret} has tests or one level of groups. */
final class CurrentScoring {
    private static final double DEFAULT_MAXIMUM = 100;
    private static final String UNBOUNDED = "unbounded";

    private final Metadata metadata;
    private final GroupSettings settings;
    private final Findings findings;

    CurrentScoring(Metadata metadata, GroupSettings settings, Findings findings) {
        this.metadata = metadata;
        this.settings = settings;
        this.findings = findings;
    }

    Optional<TestGroup> read(List<PackageTest> tests) {
        if (!metadata.type().scoring()) {
            return Optional.empty();
        }
        TestGroup secret = secret(tests);
        List<TestGroup> members = new ArrayList<>();
        if (tests.stream().anyMatch(PackageTest::sample)) {
            members.add(group("sample", Aggregation.PASS_FAIL, OptionalDouble.of(0), 0, List.of(), false, List.of()));
        }
        members.add(secret);
        return Optional.of(group("", Aggregation.SUM, secret.maxScore(), 0, List.of(), true, members));
    }

    private TestGroup secret(List<PackageTest> tests) {
        TreeSet<String> names = new TreeSet<>(Names.ORDER);
        tests.stream()
                .map(PackageTest::group)
                .filter(name -> name.startsWith("secret/"))
                .forEach(names::add);
        Aggregation aggregation = aggregation("secret", Aggregation.SUM);
        OptionalDouble most = maximum("secret", OptionalDouble.of(DEFAULT_MAXIMUM));
        List<TestGroup> groups = new ArrayList<>();
        for (String name : names) {
            groups.add(group(name, aggregation, most, tests));
        }
        if (aggregation == Aggregation.PASS_FAIL && most.isEmpty()) {
            error("secret", "score_aggregation is pass-fail, so max_score must be a number");
        }
        checkSum(aggregation, most, groups);
        int count = (int)
                tests.stream().filter(test -> test.group().equals("secret")).count();
        List<String> requires = requires("secret");
        return group("secret", aggregation, most, count, requires, true, groups);
    }

    private TestGroup group(String name, Aggregation outer, OptionalDouble outerMost, List<PackageTest> tests) {
        Aggregation aggregation = aggregation(name, Aggregation.PASS_FAIL);
        OptionalDouble most = maximum(name, OptionalDouble.empty());
        if (outer == Aggregation.PASS_FAIL) {
            if (aggregation != Aggregation.PASS_FAIL) {
                error(name, "score_aggregation must be pass-fail, as that of secret is");
            }
            // What such a group is worth by itself counts for nothing: only whether all of them are accepted does.
            most = most.isPresent() ? most : OptionalDouble.of(0);
        }
        if (most.isEmpty() && outerMost.isPresent()) {
            error(
                    name,
                    "max_score is missing: a group may be without a bound only where secret has max_score unbounded");
        } else if (most.isEmpty() && aggregation == Aggregation.PASS_FAIL) {
            error(name, "max_score must be a number where score_aggregation is pass-fail, which is the default");
        }
        int count =
                (int) tests.stream().filter(test -> test.group().equals(name)).count();
        return group(name, aggregation, most, count, requires(name), true, List.of());
    }

    private static TestGroup group(
            String name,
            Aggregation aggregation,
            OptionalDouble most,
            int tests,
            List<String> requires,
            boolean counts,
            List<TestGroup> groups) {
        boolean passFail = aggregation == Aggregation.PASS_FAIL;
        return new TestGroup(
                name,
                aggregation,
                VerdictOf.FIRST_ERROR,
                most,
                0,
                testScore(aggregation, most, tests),
                0,
                !passFail,
                passFail || aggregation == Aggregation.MIN,
                requires,
                counts,
                groups);
    }

    private static OptionalDouble testScore(Aggregation aggregation, OptionalDouble most, int tests) {
        if (aggregation == Aggregation.PASS_FAIL || tests == 0) {
            return OptionalDouble.of(0);
        }
        boolean shared = aggregation == Aggregation.SUM && most.isPresent();
        return shared ? OptionalDouble.of(most.getAsDouble() / tests) : most;
    }

    private Aggregation aggregation(String name, Aggregation otherwise) {
        String text = own(name).scoring("score_aggregation").orElse("");
        return switch (text) {
            case "" -> otherwise;
            case "pass-fail" -> Aggregation.PASS_FAIL;
            case "sum" -> Aggregation.SUM;
            case "min" -> Aggregation.MIN;
            default -> {
                error(name, "score_aggregation is " + Quoted.of(text) + ", allowed are pass-fail, sum and min");
                yield otherwise;
            }
        };
    }

    private OptionalDouble maximum(String name, OptionalDouble otherwise) {
        Optional<String> text = own(name).scoring("max_score");
        if (text.isEmpty()) {
            return otherwise;
        }
        if (text.get().equals(UNBOUNDED)) {
            return OptionalDouble.empty();
        }
        if (!text.get().matches("[0-9]{1,9}")) {
            error(name, "max_score is " + Quoted.of(text.get()) + ", allowed are whole numbers from 0 and unbounded");
            return otherwise;
        }
        return OptionalDouble.of(Double.parseDouble(text.get()));
    }

    private void checkSum(Aggregation aggregation, OptionalDouble most, List<TestGroup> groups) {
        double sum =
                groups.stream().mapToDouble(group -> group.maxScore().orElse(0)).sum();
        if (aggregation == Aggregation.SUM && most.isPresent() && !groups.isEmpty() && sum > most.getAsDouble()) {
            findings.warning(
                    "data/secret",
                    "has groups that are worth " + plain(sum) + " together, more than its own max_score of "
                            + plain(most.getAsDouble()));
        }
    }

    private static String plain(double score) {
        return score == Math.rint(score) ? String.valueOf((long) score) : String.valueOf(score);
    }

    private List<String> requires(String name) {
        List<String> requires = own(name).requires();
        for (String required : requires) {
            if (name.equals("secret") && !required.equals("sample")) {
                error(name, "require_pass names " + Quoted.of(required) + ", secret may only require sample");
            } else if (!required.equals("sample") && !isEarlierGroup(required, name)) {
                error(
                        name,
                        "require_pass names " + Quoted.of(required)
                                + ", allowed are sample and groups that come earlier, such as secret/group1");
            } else if (!required.equals("sample")
                    && aggregation(required, Aggregation.PASS_FAIL) != Aggregation.PASS_FAIL) {
                error(name, "require_pass names " + Quoted.of(required) + ", which is not scored pass-fail");
            }
        }
        return requires;
    }

    private boolean isEarlierGroup(String required, String name) {
        return Names.parent(required).equals("secret") && Names.ORDER.compare(required, name) < 0;
    }

    private GroupFile own(String name) {
        return settings.own("data/" + name);
    }

    private void error(String name, String text) {
        findings.error("data/" + name + "/" + metadata.format().groupFile(), text);
    }
}
