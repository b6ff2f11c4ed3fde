package org.codearena.loadtest.load;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.codearena.loadtest.load.Meters.Kind;
import org.codearena.loadtest.load.target.Answer;
import org.codearena.loadtest.load.target.Api;
import org.codearena.loadtest.load.target.Trouble;

/** People who get pages, each page once. */
final class Readers implements Actions {
    private static final String PROBLEM = "{problem}";
    private static final String BOARDS = "/api/v1/leaderboard";

    private record Weighted(double upTo, String path) {}

    private final String flow;
    private final List<String> problems;
    private final Api api;
    private final Meters meters;
    private final List<Weighted> paths = new ArrayList<>();
    private double total;

    Readers(String flow, Map<String, Double> weights, List<String> problems, Api api, Meters meters) {
        this.flow = flow;
        this.problems = List.copyOf(problems);
        this.api = api;
        this.meters = meters;
        weights.entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(each -> {
            total += each.getValue();
            paths.add(new Weighted(total, each.getKey()));
        });
    }

    @Override
    public Action next(RandomGenerator random) {
        double point = random.nextDouble() * total;
        String path = paths.stream()
                .filter(each -> point < each.upTo())
                .findFirst()
                .orElse(paths.getLast())
                .path();
        String whole = path.replace(PROBLEM, problems.get(random.nextInt(problems.size())));
        return arrival -> read(arrival, whole);
    }

    private void read(Arrival arrival, String path) throws InterruptedException {
        try {
            Answer answer = api.get(path, "");
            long took = System.nanoTime() - arrival.intended();
            if (answer.ok()) {
                meters.count("read." + flow);
                meters.time(Kind.READ, flow, arrival.phase(), took);
                if (path.startsWith(BOARDS)) {
                    meters.time(Kind.BOARD, flow, arrival.phase(), took);
                }
            } else {
                meters.count((answer.later() ? "refused." : "error.read http ") + answer.status());
            }
        } catch (IOException broken) {
            meters.count("error.read " + Trouble.of(broken));
        }
    }
}
