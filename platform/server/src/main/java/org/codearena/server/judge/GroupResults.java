package org.codearena.server.judge;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.codearena.server.problem.TestGroup;
import org.codearena.server.problem.TestGroup.Aggregation;
import org.codearena.server.problem.TestGroup.VerdictOf;
import org.codearena.server.submission.TestResult;
import org.codearena.server.submission.Verdict;

/**
 * The results of the tests of one submission as they come in, in the order of the tests, and what they come to: by the tree
 * of groups, from its leaves up. A group's members are its own tests and the groups inside it, in the order in which their
 * tests run. Knows no runner; the same results always give the same verdict and score.
 */
final class GroupResults {
    /** Every test must be accepted, and the first that is not decides: the rule of pass-fail problems. */
    private static final TestGroup ALL = new TestGroup(
            "",
            Aggregation.PASS_FAIL,
            VerdictOf.FIRST_ERROR,
            OptionalDouble.empty(),
            0,
            OptionalDouble.empty(),
            0,
            false,
            true,
            List.of(),
            true,
            List.of());

    /** Worst first. */
    private static final List<Verdict> SEVERITY = List.of(
            Verdict.JUDGE_ERROR,
            Verdict.COMPILE_ERROR,
            Verdict.TIME_LIMIT_EXCEEDED,
            Verdict.MEMORY_LIMIT_EXCEEDED,
            Verdict.OUTPUT_LIMIT_EXCEEDED,
            Verdict.RUN_TIME_ERROR,
            Verdict.WRONG_ANSWER,
            Verdict.ACCEPTED);

    private static final double ROUNDING = 1e-6;

    private final TestGroup root;
    private final List<TestSet.Test> tests;
    private final Map<String, TestGroup> byName = new HashMap<>();
    private final Map<String, List<Member>> members = new HashMap<>();
    private final Map<Integer, TestResult> results = new HashMap<>();
    private final List<TestResult> late = new ArrayList<>();

    /** What a member of a group came to. */
    record Result(Verdict verdict, double score) {
        boolean accepted() {
            return verdict == Verdict.ACCEPTED;
        }
    }

    /** A member of a group: a test, or a group inside it; and where in the order it stands. */
    private record Member(int firstNumber, Optional<TestGroup> group) {}

    GroupResults(Optional<TestGroup> scoring, List<TestSet.Test> tests) {
        this.root = scoring.orElse(ALL);
        this.tests = List.copyOf(tests);
        index(root);
        findMembers(root);
    }

    /** What each group of a scored problem is worth by these results. */
    static Map<String, Double> scores(TestSet tests, List<TestResult> results) {
        GroupResults all = new GroupResults(tests.rules().scoring(), tests.tests());
        results.stream()
                .filter(result -> all.isWorthRunning(tests.tests().get(result.number() - 1)))
                .forEach(all::note);
        Map<String, Double> scores = new HashMap<>();
        all.byName
                .values()
                .forEach(group -> all.resultOf(group).ifPresent(worth -> scores.put(group.name(), worth.score())));
        return scores;
    }

    private void index(TestGroup group) {
        byName.put(group.name(), group);
        group.groups().forEach(this::index);
    }

    private void findMembers(TestGroup group) {
        members.put(group.name(), membersOf(group));
        group.groups().forEach(this::findMembers);
    }

    void note(TestResult result) {
        results.put(result.number(), result);
    }

    /** A result that came too late to matter. */
    void noteForTheRecord(TestResult result) {
        late.add(result);
    }

    /** The group that the test lies in directly. */
    TestGroup groupOf(TestSet.Test test) {
        String name = test.group();
        while (!byName.containsKey(name) && !name.isEmpty()) {
            name = name.substring(0, Math.max(0, name.lastIndexOf('/')));
        }
        return byName.getOrDefault(name, root);
    }

    /** Whether the test's result can still change anything, after those of all tests before it. */
    boolean isWorthRunning(TestSet.Test test) {
        return isOpen(root, test);
    }

    private boolean isOpen(TestGroup group, TestSet.Test test) {
        boolean closed = group.requires().stream().anyMatch(required -> !isAccepted(required))
                || (group.stopsAtReject() && hasRejectBefore(group, test));
        return !closed && inside(group, test).map(inner -> isOpen(inner, test)).orElse(true);
    }

    private boolean isAccepted(String group) {
        TestGroup required = byName.get(group);
        return required != null && resultOf(required).filter(Result::accepted).isPresent();
    }

    /** The member group of this group that the test lies in. */
    private Optional<TestGroup> inside(TestGroup group, TestSet.Test test) {
        return group.groups().stream().filter(inner -> holds(inner, test)).findFirst();
    }

    private boolean holds(TestGroup group, TestSet.Test test) {
        String name = groupOf(test).name();
        return name.equals(group.name())
                || name.startsWith(group.name() + "/")
                || group.name().isEmpty();
    }

    private boolean hasRejectBefore(TestGroup group, TestSet.Test test) {
        return members.getOrDefault(group.name(), List.of()).stream()
                .filter(member -> member.firstNumber() < test.number())
                .filter(member ->
                        member.group().filter(inner -> holds(inner, test)).isEmpty())
                .flatMap(member -> resultOf(member, group).stream())
                .anyMatch(result -> !result.accepted());
    }

    private List<Member> membersOf(TestGroup group) {
        List<Member> found = new ArrayList<>();
        tests.stream()
                .filter(test -> groupOf(test).name().equals(group.name()))
                .forEach(test -> found.add(new Member(test.number(), Optional.empty())));
        for (TestGroup inner : group.groups()) {
            tests.stream()
                    .filter(test -> holds(inner, test))
                    .findFirst()
                    .ifPresent(test -> found.add(new Member(test.number(), Optional.of(inner))));
        }
        found.sort(Comparator.comparingInt(Member::firstNumber));
        return found;
    }

    private Optional<Result> resultOf(Member member, TestGroup group) {
        if (member.group().isPresent()) {
            return resultOf(member.group().get());
        }
        return Optional.ofNullable(results.get(member.firstNumber()))
                .map(result -> new Result(
                        Verdict.of(result.verdict()), result.score() == null ? group.rejectScore() : result.score()));
    }

    /** Absent while none of its tests has run. */
    private Optional<Result> resultOf(TestGroup group) {
        Optional<Verdict> unmet = group.requires().stream()
                .filter(required -> !isAccepted(required))
                .map(required -> Optional.ofNullable(byName.get(required))
                        .flatMap(this::resultOf)
                        .map(Result::verdict)
                        .orElse(Verdict.WRONG_ANSWER))
                .findFirst();
        if (unmet.isPresent()) {
            return Optional.of(new Result(unmet.get(), 0));
        }
        List<Member> counting = members.getOrDefault(group.name(), List.of()).stream()
                .filter(member -> member.group().map(TestGroup::counts).orElse(true))
                .toList();
        List<Result> known = counting.stream()
                .flatMap(member -> resultOf(member, group).stream())
                .toList();
        return known.isEmpty() ? Optional.empty() : Optional.of(aggregate(group, known, counting.size()));
    }

    private static Result aggregate(TestGroup group, List<Result> known, int expected) {
        Verdict verdict = verdict(group.verdictOf(), known);
        boolean all = known.size() == expected && known.stream().allMatch(Result::accepted);
        double score = Math.max(group.minScore(), score(group, known, all));
        double most = group.maxScore().orElse(Double.POSITIVE_INFINITY);
        // More than there is to get is a fault of whoever made the problem.
        return score > most + ROUNDING * Math.max(1, most)
                ? new Result(Verdict.JUDGE_ERROR, 0)
                : new Result(verdict, Math.min(score, most));
    }

    private static Verdict verdict(VerdictOf rule, List<Result> known) {
        List<Verdict> verdicts = known.stream().map(Result::verdict).toList();
        if (verdicts.contains(Verdict.JUDGE_ERROR)) {
            return Verdict.JUDGE_ERROR;
        }
        Verdict first = verdicts.stream()
                .filter(verdict -> verdict != Verdict.ACCEPTED)
                .findFirst()
                .orElse(Verdict.ACCEPTED);
        return switch (rule) {
            case FIRST_ERROR -> first;
            case WORST_ERROR ->
                verdicts.stream()
                        .min(Comparator.comparingInt(SEVERITY::indexOf))
                        .orElse(Verdict.ACCEPTED);
            case ANY_ACCEPTED -> verdicts.contains(Verdict.ACCEPTED) ? Verdict.ACCEPTED : first;
            case ALWAYS_ACCEPTED -> Verdict.ACCEPTED;
        };
    }

    private static double score(TestGroup group, List<Result> known, boolean all) {
        return switch (group.aggregation()) {
            case PASS_FAIL -> all ? group.maxScore().orElse(0) : 0;
            case SUM -> known.stream().mapToDouble(Result::score).sum();
            case MIN -> known.stream().mapToDouble(Result::score).min().orElse(0);
            case MAX -> known.stream().mapToDouble(Result::score).max().orElse(0);
            case AVERAGE -> known.stream().mapToDouble(Result::score).average().orElse(0);
        };
    }

    /** What everything comes to; a test that we failed to judge leaves nothing to say, wherever it counts. */
    Result result() {
        boolean failed =
                results.values().stream().anyMatch(result -> Verdict.of(result.verdict()) == Verdict.JUDGE_ERROR);
        return failed ? new Result(Verdict.JUDGE_ERROR, 0) : resultOf(root).orElse(new Result(Verdict.ACCEPTED, 0));
    }

    /** The results in the order of the tests. */
    List<TestResult> inOrder() {
        return Stream.concat(results.values().stream(), late.stream())
                .sorted(Comparator.comparingInt(TestResult::number))
                .toList();
    }
}
