package org.codearena.server.workspace.orchestrator.kubernetes;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.codearena.server.workspace.orchestrator.Environment.State;
import org.codearena.server.workspace.orchestrator.Environment.Step;
import org.codearena.server.workspace.orchestrator.kubernetes.KubernetesConfig.Patience;

/** What a pod and its events mean. Pure: the same objects at the same time mean the same. */
final class PodReading {
    private final PodTimes times;
    private final Instant now;

    PodReading(Pod pod, List<Event> events, Instant now) {
        this.times = new PodTimes(pod, List.copyOf(events));
        this.now = now;
    }

    State state(Patience patience) {
        if (times.pod().getMetadata().getDeletionTimestamp() != null) {
            return new State.Ending();
        }
        Optional<State.Failed> failed = PodFailures.find(times);
        if (failed.isPresent()) {
            return failed.get();
        }
        if (ready()) {
            return new State.Ready();
        }
        return tooLate(patience).<State>map(late -> late).orElseGet(() -> new State.Starting(doing()));
    }

    boolean hasFailed(Patience patience) {
        return state(patience) instanceof State.Failed;
    }

    private boolean ready() {
        return times.since("Ready").isPresent() && times.status().getPodIP() != null;
    }

    private Optional<State.Failed> tooLate(Patience patience) {
        Optional<Instant> pulling = times.pullingSince();
        Duration still = Duration.between(pulling.orElseGet(times::lastTransition), now);
        Duration allowed = pulling.isPresent() ? patience.pulling() : patience.stalled();
        return still.compareTo(allowed) < 0
                ? Optional.empty()
                : Optional.of(
                        new State.Failed("for " + shown(still) + " it went no further than this: " + doing(), true));
    }

    /** What is going on, for the person who waits for it. */
    private String doing() {
        if (times.since("PodScheduled").isEmpty()) {
            return "waits for a place"
                    + PodFailures.quote(times.last("FailedScheduling")
                            .map(Event::getMessage)
                            .orElse(null));
        }
        Optional<Instant> pulling = times.pullingSince();
        if (pulling.isPresent()) {
            return "pulling image, " + shown(Duration.between(pulling.get(), now));
        }
        if (times.started(Names.RUNNER).isEmpty()) {
            return "starts its container"
                    + PodFailures.quote(
                            times.last("FailedMount").map(Event::getMessage).orElse(null));
        }
        return "its runner does not answer yet";
    }

    private static String shown(Duration time) {
        return Math.max(0, time.toSeconds()) + " s";
    }

    /** How far it has come. Of a pod that had been waiting for a session, only what is left to do. */
    List<Step> steps(boolean waited) {
        return waited ? List.of(new Step("scheduled", "took one that was waiting", 0, true), runner(now)) : all();
    }

    private List<Step> all() {
        List<Step> steps = new ArrayList<>();
        Instant created = times.created();
        Optional<Instant> scheduled = times.since("PodScheduled");
        steps.add(step("scheduled", scheduled.isPresent() ? "has a place on a node" : doing(), created, scheduled));
        if (scheduled.isEmpty()) {
            return steps;
        }
        Optional<Instant> started = times.started(Names.RUNNER);
        Optional<Instant> image = times.last("Pulled").map(PodTimes::at).or(() -> started);
        steps.add(step(
                "image",
                imageText(image),
                times.last("Pulling").map(PodTimes::at).orElse(scheduled.get()),
                image));
        if (image.isEmpty()) {
            return steps;
        }
        steps.add(step("container", started.isPresent() ? "container runs" : doing(), image.get(), started));
        started.ifPresent(since -> steps.add(runner(since)));
        return steps;
    }

    private String imageText(Optional<Instant> image) {
        if (image.isEmpty()) {
            return doing();
        }
        boolean fetched = times.last("Pulling").isPresent();
        return fetched ? "image fetched" : "image was on the node";
    }

    private Step runner(Instant since) {
        Optional<Instant> ready = ready() ? times.since("Ready") : Optional.empty();
        return step("runner", ready.isPresent() ? "runner answers" : doing(), since, ready);
    }

    private Step step(String name, String text, Instant from, Optional<Instant> until) {
        long took = Duration.between(from, until.orElse(now)).toMillis();
        return new Step(name, text, Math.max(0, took), until.isPresent());
    }
}
