package org.codearena.loadtest.load;

import java.util.ArrayList;
import java.util.List;
import org.codearena.loadtest.bench.Figure;
import org.codearena.loadtest.load.report.Healing;
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
        Healing healing = Healing.of(incidents);
        String against = healing.hits() + " faults, " + account.acknowledged() + " acknowledged submissions";
        List<Figure> figures = new ArrayList<>();
        figures.add(Figure.plain("chaos.faults", healing.hits(), "", incidents.size() + " were meant", 1));
        figures.add(Figure.plain("chaos.submissions", account.acknowledged(), "", healing.hits() + " faults", 1));
        figures.add(zero("chaos.lost", account.lost(), against));
        figures.add(zero("chaos.doubled", account.doubled(), against));
        figures.add(zero("chaos.wrong", account.wrong(), against));
        figures.add(zero("chaos.stuck", account.stuck(), against));
        figures.add(zero("chaos.differing", account.differing(), against));
        figures.add(zero("chaos.unheard", unheard, against));
        figures.add(zero("chaos.unhealed", healing.unhealed(), against));
        if (healing.healed() > 0) {
            figures.add(Figure.plain("chaos.heal_s.p50", healing.p50(), "s", against, 1));
            figures.add(Figure.plain("chaos.heal_s.max", healing.max(), "s", against, 1));
        }
        return figures;
    }

    private static Figure zero(String name, long value, String against) {
        return Figure.atMost(name, (double) value, "", 0, against, 1);
    }
}
