package org.codearena.loadtest.load.drain;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.IntSupplier;
import org.codearena.loadtest.load.report.Incident;
import org.codearena.services.Home;
import org.codearena.services.ProcessEnd;
import org.codearena.services.ProcessMark;

/**
 * Tells each judge process in turn to end, as often as was wanted; the next one only when all of its slots' work is there again and
 * another process stands in the place of the one before. One run, begun and ended once.
 */
public final class Drains {
    private static final Duration FULL_WITHIN = Duration.ofMinutes(2);
    /** One that overruns its grace is still seen to end. */
    private static final Duration BEYOND_GRACE = Duration.ofSeconds(60);

    private static final Duration KEPT_WITHIN = Duration.ofSeconds(5);
    private static final Duration BACK_WITHIN = Duration.ofMinutes(3);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final long LOOK_AGAIN_MILLIS = 10;

    /**
     * The load that goes on.
     *
     * @param now seconds since its beginning
     * @param waiting submissions without a verdict
     * @param full so many wait when all slots are busy and some wait behind
     * @param tell for the person at the terminal
     */
    public record Scene(DoubleSupplier now, IntSupplier waiting, int full, Consumer<String> tell) {}

    private final Home home;
    private final List<Judge> judges;
    private final int rounds;
    private final List<Drain> drains = new ArrayList<>();
    private final List<Incident> missed = new ArrayList<>();
    private Thread thread = new Thread();

    /** Of the installation that keeps its data there. */
    public Drains(Path data, List<Judge> judges, int rounds) {
        this.home = new Home(data);
        this.judges = List.copyOf(judges);
        this.rounds = rounds;
    }

    public void begin(Scene scene) {
        thread = Thread.ofPlatform().daemon().name("drains").start(() -> go(scene));
    }

    /** Whether there is more to come. */
    public boolean goOn() {
        return thread.isAlive();
    }

    /**
     * Waits for the last one to be back.
     *
     * @param brokenOff no more than what has been is wanted
     */
    public void end(boolean brokenOff) throws InterruptedException {
        if (brokenOff) {
            thread.interrupt();
        }
        thread.join();
    }

    /** How many there are to be. */
    public int wanted() {
        return rounds * judges.size();
    }

    /** Those that were, once all has ended. */
    public List<Drain> drains() {
        return List.copyOf(drains);
    }

    /** The same for a report, with those that could not be. */
    public List<Incident> incidents() {
        List<Incident> incidents =
                new ArrayList<>(drains.stream().map(Drain::incident).toList());
        incidents.addAll(missed);
        return incidents;
    }

    private void go(Scene scene) {
        try (HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
            for (int round = 0; round < rounds; round++) {
                for (Judge judge : judges) {
                    if (!drain(judge, scene, http)) {
                        return;
                    }
                }
            }
        } catch (InterruptedException brokenOff) {
            Thread.currentThread().interrupt();
        }
    }

    /** Answers whether it is worth going on. */
    private boolean drain(Judge judge, Scene scene, HttpClient http) throws InterruptedException {
        if (!await(FULL_WITHIN, () -> scene.waiting().getAsInt() >= scene.full())) {
            return miss(scene, "no more than " + scene.waiting().getAsInt() + " waited, wanted are " + scene.full());
        }
        Optional<ProcessMark> mark =
                Optional.ofNullable(home.marks().get(judge.name())).filter(ProcessMark::alive);
        Optional<Duration> grace = mark.flatMap(each -> Grace.of(each.pid()));
        if (mark.isEmpty() || grace.isEmpty()) {
            return miss(scene, judge.name() + (mark.isEmpty() ? " does not run" : " does not know its grace"));
        }
        Drain drain = end(judge, mark.get(), grace.get(), scene, http);
        drains.add(drain);
        tell(scene, drain.at(), drain.sentence());
        return drain.hasEnded() && drain.back() >= 0;
    }

    private Drain end(Judge judge, ProcessMark mark, Duration grace, Scene scene, HttpClient http)
            throws InterruptedException {
        int waiting = scene.waiting().getAsInt();
        double at = scene.now().getAsDouble();
        mark.process().ifPresent(ProcessHandle::destroy);
        if (!await(grace.plus(BEYOND_GRACE), () -> !mark.alive())) {
            return new Drain(
                    judge.name(), mark.pid(), waiting, grace, at, Incident.NEVER, OptionalInt.empty(), Incident.NEVER);
        }
        double ended = scene.now().getAsDouble();
        await(KEPT_WITHIN, () -> status(judge, mark).isPresent());
        boolean back = await(BACK_WITHIN, () -> isBack(judge, mark, http));
        return new Drain(
                judge.name(),
                mark.pid(),
                waiting,
                grace,
                at,
                ended,
                status(judge, mark),
                back ? scene.now().getAsDouble() : Incident.NEVER);
    }

    private OptionalInt status(Judge judge, ProcessMark mark) {
        Optional<ProcessEnd> end = home.lastEnd(judge.name()).filter(each -> mark.equals(each.mark()));
        return end.isPresent() ? OptionalInt.of(end.get().status()) : OptionalInt.empty();
    }

    private boolean isBack(Judge judge, ProcessMark old, HttpClient http) throws InterruptedException {
        ProcessMark now = home.marks().get(judge.name());
        return now != null && !now.equals(old) && now.alive() && isReady(judge, http);
    }

    private static boolean isReady(Judge judge, HttpClient http) throws InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(judge.health()).timeout(PATIENCE).build();
        try {
            return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    private boolean miss(Scene scene, String reason) {
        double at = scene.now().getAsDouble();
        missed.add(Incident.missed(Incident.DRAIN, at, reason));
        tell(scene, at, "nobody is told to end any more: " + reason);
        return false;
    }

    private static void tell(Scene scene, double at, String text) {
        scene.tell().accept(String.format(Locale.ROOT, "%5.1f s  %s", at, text));
    }

    private interface Condition {
        boolean holds() throws InterruptedException;
    }

    private static boolean await(Duration atMost, Condition condition) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        boolean holds = condition.holds();
        while (!holds && System.nanoTime() < deadline) {
            Thread.sleep(LOOK_AGAIN_MILLIS);
            holds = condition.holds();
        }
        return holds;
    }
}
