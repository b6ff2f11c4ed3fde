package org.codearena.loadtest.load;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.codearena.loadtest.bench.Figure;
import org.codearena.loadtest.load.chaos.Chaos;
import org.codearena.loadtest.load.chaos.Scene;
import org.codearena.loadtest.load.report.Incident;
import org.codearena.loadtest.load.scenario.Flow;
import org.codearena.loadtest.load.target.Choice;
import org.codearena.loadtest.load.target.Readiness;

/** Parts of the target are broken, and a program is submitted after each fault to see when it is healed. */
final class Broken implements Beside {
    private static final List<String> TROUBLES = List.of("error.", "refused.");
    private static final int NO_PHASE = 0;

    private final Chaos chaos;
    private final Flow.Submitting probe;
    private final Optional<Readiness> readiness;
    private final long seed;

    /**
     * @param probe whose people and programs the probes are; nobody of it comes by himself
     * @param readiness what the target says of itself, where it does
     */
    Broken(Chaos chaos, Flow.Submitting probe, Optional<Readiness> readiness, long seed) {
        this.chaos = chaos;
        this.probe = probe;
        this.readiness = readiness;
        this.seed = seed;
    }

    @Override
    public void begin(Stage stage) {
        chaos.leftOut().forEach((fault, reason) -> stage.view().line(fault + " does not apply: " + reason));
        chaos.begin(new Scene(
                within -> isJudged(stage, within),
                () -> readiness.isEmpty() || readiness.get().asAtFirst(),
                stage.now(),
                () -> troubles(stage.meters()),
                stage.view()::line));
    }

    /** Its troubles are clients' troubles and count; what it waits is not the load's and is in no figure. */
    private boolean isJudged(Stage stage, Duration within) throws InterruptedException {
        Meters own = new Meters();
        Submitters submitter = new Submitters(
                probe.name(),
                probe.refused(),
                stage.people().getOrDefault(probe.name(), List.of()),
                new Choice(probe.name(), stage.shelf(), probe.mix()),
                stage.api(),
                stage.ledger(),
                own);
        Actions.Action action = submitter.next(new SplittableRandom(seed));
        CompletableFuture<Void> ended = new CompletableFuture<>();
        Thread thread = Thread.ofVirtual().name("probe").start(() -> run(action, ended));
        try {
            ended.get(within.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException notInTime) {
            thread.interrupt();
        } catch (ExecutionException failed) {
            throw new IllegalStateException("a probe failed: " + failed.getCause(), failed);
        } finally {
            own.countsOf("").forEach((what, count) -> {
                if (isTrouble(what)) {
                    stage.meters().count(what, count);
                }
            });
        }
        return own.counted("judged." + probe.name()) > 0;
    }

    private static void run(Actions.Action action, CompletableFuture<Void> ended) {
        try {
            action.run(new Arrival(NO_PHASE, System.nanoTime()));
            ended.complete(null);
        } catch (InterruptedException | RuntimeException failure) {
            ended.completeExceptionally(failure);
        }
    }

    private static boolean isTrouble(String what) {
        return TROUBLES.stream().anyMatch(what::startsWith);
    }

    private static Map<String, Long> troubles(Meters meters) {
        Map<String, Long> troubles = new TreeMap<>();
        TROUBLES.forEach(prefix -> meters.countsOf(prefix)
                .forEach((what, count) ->
                        troubles.put(prefix.equals("refused.") ? "told to come later " + what : what, count)));
        return troubles;
    }

    @Override
    public List<Figure> figures(After after) {
        return ChaosFigures.of(after.incidents(), after.account(), after.books().unheard());
    }

    @Override
    public List<Incident> end(boolean brokenOff) throws InterruptedException {
        return chaos.end(brokenOff);
    }
}
