package org.codearena.loadtest.storm;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What was seen.
 *
 * @param quiet the honest submissions alone
 * @param honest the same ones in the storm, in the same order
 * @param left what was there afterwards and not before
 */
public record StormReport(
        Storm.Size size,
        List<Storm.Ended> quiet,
        List<Storm.Ended> honest,
        List<Storm.Ended> hostile,
        Set<String> left,
        Consumption before,
        Consumption after,
        double seconds) {
    /** A full heap is found by chance; what grows with each submission shows beyond this after a thousand. */
    private static final long MOST_HEAP_GROWTH_KIB = 16 << 10;
    /** The JVM keeps what it once took: its heap has a bound of 256 MiB, of which a quiet start has used little. */
    private static final long MOST_RUNNER_KIB = 448 << 10;

    private static final long MOST_LAUNCHER_GROWTH_KIB = 1 << 10;
    /** Connections to the server that are kept. */
    private static final int MOST_DESCRIPTOR_GROWTH = 32;

    public StormReport {
        quiet = List.copyOf(quiet);
        honest = List.copyOf(honest);
        hostile = List.copyOf(hostile);
        left = Set.copyOf(left);
    }

    /** Honest verdicts, of submissions and of each of their tests, that the storm has changed. */
    public List<String> changed() {
        List<String> changed = new ArrayList<>();
        for (int i = 0; i < quiet.size(); i++) {
            Storm.Ended alone = quiet.get(i);
            Storm.Ended among = honest.get(i);
            if (!alone.verdict().equals(among.verdict()) || !alone.tests().equals(among.tests())) {
                changed.add("%s: %s %s alone, %s %s in the storm"
                        .formatted(alone.name(), alone.verdict(), alone.tests(), among.verdict(), among.tests()));
            }
        }
        return changed;
    }

    /** All that is not as it should be; empty if the storm did no harm. */
    public List<String> complaints() {
        List<String> complaints = new ArrayList<>(changed());
        quiet.stream().filter(each -> !each.isExpected()).forEach(each -> complaints.add("alone " + unexpected(each)));
        Stream.of(honest, hostile)
                .flatMap(List::stream)
                .filter(each -> each.verdict().equals("judge-error"))
                .forEach(each -> complaints.add(unexpected(each)));
        left.forEach(each -> complaints.add("left behind: " + each));
        bound(complaints, "KiB on the runner's heap more", after.heapKib() - before.heapKib(), MOST_HEAP_GROWTH_KIB);
        bound(complaints, "KiB of the runner", after.runnerKib(), MOST_RUNNER_KIB);
        bound(
                complaints,
                "KiB of the launchers more",
                after.launchersKib() - before.launchersKib(),
                MOST_LAUNCHER_GROWTH_KIB);
        bound(
                complaints,
                "open descriptors more",
                (long) after.descriptors() - before.descriptors(),
                MOST_DESCRIPTOR_GROWTH);
        return complaints;
    }

    private static void bound(List<String> complaints, String what, long value, long most) {
        if (value > most) {
            complaints.add(value + " " + what + ", at most " + most + " are allowed");
        }
    }

    /** Attacks that ended otherwise than they should when nothing else goes on; at full load some run out of wall time. */
    public List<String> surprises() {
        return hostile.stream()
                .filter(each -> !each.isExpected())
                .map(StormReport::unexpected)
                .sorted()
                .toList();
    }

    private static String unexpected(Storm.Ended ended) {
        return ended.name() + " ended with " + ended.verdict() + ", expected " + ended.expected();
    }

    /** CPU time of the honest programs that used much of it: in the storm, relative to alone; the median. */
    public double cpuRatio() {
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < quiet.size(); i++) {
            List<Long> alone = quiet.get(i).cpuMs();
            List<Long> among = honest.get(i).cpuMs();
            for (int test = 0; test < Math.min(alone.size(), among.size()); test++) {
                if (alone.get(test) >= 20) {
                    ratios.add((double) among.get(test) / alone.get(test));
                }
            }
        }
        ratios.sort(null);
        return ratios.isEmpty() ? 1 : ratios.get(ratios.size() / 2);
    }

    /** What the runner's objects take more than before. */
    public double heapGrowthMib() {
        return (after.heapKib() - before.heapKib()) / 1024.0;
    }

    /** For people. */
    public List<String> lines() {
        return List.of(
                "%d hostile and %d honest submissions, seed %d, in %.0f s"
                        .formatted(size.hostile(), size.honest(), size.seed(), seconds),
                "honest verdicts changed: " + changed().size(),
                "hostile verdicts that are unusual: " + surprises().size(),
                "left behind: " + left.size(),
                "runner's heap: %d KiB, before %d".formatted(after.heapKib(), before.heapKib()),
                "runner, resident: %d KiB, before %d".formatted(after.runnerKib(), before.runnerKib()),
                "launchers, resident: %d KiB, before %d".formatted(after.launchersKib(), before.launchersKib()),
                "descriptors: %d, before %d".formatted(after.descriptors(), before.descriptors()),
                "memory groups of the kernel: %d, before %d".formatted(after.groupsOfMemory(), before.groupsOfMemory()),
                String.format(Locale.ROOT, "CPU time of honest programs, in the storm / alone: %.2f", cpuRatio()));
    }
}
