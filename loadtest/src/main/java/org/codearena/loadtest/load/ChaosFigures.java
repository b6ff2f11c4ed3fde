package org.codearena.loadtest.load;

import java.util.ArrayList;
import java.util.List;
import org.codearena.loadtest.bench.Figure;
import org.codearena.loadtest.load.report.Incident;
import org.codearena.loadtest.load.report.RunRecord.Account;

/** The figures of a run in which something was broken. Pure. */
final class ChaosFigures {
    private ChaosFigures() {}

    /**
     * None where nothing was.
     *
     * @param unheard acknowledged submissions whose watchers were never told a verdict
     */
    static List<Figure> of(List<Incident> incidents, Account account, int unheard) {
        if (incidents.isEmpty()) {
            return List.of();
        }
        List<Incident> hits = incidents.stream().filter(Incident::hit).toList();
        List<Double> healing = hits.stream()
                .filter(Incident::wasHealed)
                .map(Incident::toHeal)
                .sorted()
                .toList();
        String against = hits.size() + " faults, " + account.acknowledged() + " acknowledged submissions";
        List<Figure> figures = new ArrayList<>();
        figures.add(Figure.plain("chaos.faults", hits.size(), "", incidents.size() + " were meant", 1));
        figures.add(Figure.plain("chaos.submissions", account.acknowledged(), "", hits.size() + " faults", 1));
        figures.add(zero("chaos.lost", account.lost(), against));
        figures.add(zero("chaos.doubled", account.doubled(), against));
        figures.add(zero("chaos.wrong", account.wrong(), against));
        figures.add(zero("chaos.stuck", account.stuck(), against));
        figures.add(zero("chaos.differing", account.differing(), against));
        figures.add(zero("chaos.unheard", unheard, against));
        figures.add(zero("chaos.unhealed", hits.size() - healing.size(), against));
        if (!healing.isEmpty()) {
            figures.add(Figure.plain("chaos.heal_s.p50", healing.get((healing.size() - 1) / 2), "s", against, 1));
            figures.add(Figure.plain("chaos.heal_s.max", healing.getLast(), "s", against, 1));
        }
        return figures;
    }

    private static Figure zero(String name, long value, String against) {
        return Figure.atMost(name, (double) value, "", 0, against, 1);
    }
}
