package org.codearena.loadtest.load.target;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.codearena.loadtest.load.scenario.Mix;

/**
 * Draws programs by the weights of a mix. The weights are of languages and verdicts, so it does not matter how many
 * programs there are of each: all that are alike in both share that weight.
 */
public final class Choice {
    private record Drawer(double upTo, List<Program> programs) {}

    private final List<Drawer> drawers = new ArrayList<>();
    private double total;

    public Choice(String flow, Shelf shelf, Mix mix) {
        Map<String, List<Program>> alike = new TreeMap<>();
        for (Program program : shelf.programs()) {
            if (mix.problems().isEmpty() || mix.problems().contains(program.problem())) {
                alike.computeIfAbsent(
                                program.language() + " " + program.expected().getFirst(), _ -> new ArrayList<>())
                        .add(program);
            }
        }
        alike.values().forEach(programs -> add(mix, programs));
        if (drawers.isEmpty()) {
            throw new TargetException("no program fits the mix of flow '" + flow + "'; there are " + shelf.describe());
        }
    }

    private void add(Mix mix, List<Program> programs) {
        Program first = programs.getFirst();
        double weight = mix.weight(first.language(), first.expected().getFirst());
        if (weight > 0) {
            total += weight;
            drawers.add(new Drawer(total, List.copyOf(programs)));
        }
    }

    public Program draw(RandomGenerator random) {
        double point = random.nextDouble() * total;
        for (Drawer drawer : drawers) {
            if (point < drawer.upTo()) {
                return any(drawer, random);
            }
        }
        return any(drawers.getLast(), random);
    }

    private static Program any(Drawer drawer, RandomGenerator random) {
        return drawer.programs().get(random.nextInt(drawer.programs().size()));
    }
}
