package org.codearena.server.workspace.orchestrator.kubernetes;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** When what happened to a pod, as its status and events tell; whole seconds mostly, as the cluster writes them. */
record PodTimes(Pod pod, List<Event> events) {
    private static final Set<String> PROGRESS = Set.of(
            "Scheduled", "TriggeredScaleUp", "Pulling", "Pulled", "Created", "Started", "SuccessfulAttachVolume");

    /** Empty as long as nothing has been said of it. */
    PodStatus status() {
        return pod.getStatus() == null ? new PodStatus() : pod.getStatus();
    }

    Instant created() {
        return time(pod.getMetadata().getCreationTimestamp()).orElse(Instant.EPOCH);
    }

    Optional<PodCondition> condition(String type) {
        return status().getConditions().stream()
                .filter(condition -> type.equals(condition.getType()))
                .findFirst();
    }

    /** Since when this condition is met; empty when it is not. */
    Optional<Instant> since(String type) {
        return condition(type)
                .filter(condition -> "True".equals(condition.getStatus()))
                .flatMap(condition -> time(condition.getLastTransitionTime()));
    }

    /** All containers, the sidecar first. */
    Stream<ContainerStatus> containers() {
        return Stream.concat(status().getInitContainerStatuses().stream(), status().getContainerStatuses().stream());
    }

    Optional<ContainerStatus> container(String name) {
        return containers().filter(each -> name.equals(each.getName())).findFirst();
    }

    Optional<Instant> started(String name) {
        return container(name)
                .flatMap(status -> Optional.ofNullable(status.getState()))
                .flatMap(state -> Optional.ofNullable(state.getRunning()))
                .flatMap(running -> time(running.getStartedAt()));
    }

    /** The newest event of this reason. */
    Optional<Event> last(String reason) {
        return events.stream()
                .filter(event -> reason.equals(event.getReason()))
                .max(Comparator.comparing(PodTimes::at));
    }

    /** How often this has happened. */
    int count(String reason) {
        return events.stream()
                .filter(event -> reason.equals(event.getReason()))
                .mapToInt(PodTimes::count)
                .sum();
    }

    /** The newest of all that is progress. */
    Instant lastTransition() {
        Stream<Instant> conditions = status().getConditions().stream()
                .flatMap(condition -> time(condition.getLastTransitionTime()).stream());
        Stream<Instant> containers = containers().flatMap(status -> started(status.getName()).stream());
        Stream<Instant> progress = events.stream()
                .filter(event -> PROGRESS.contains(event.getReason()))
                .map(PodTimes::at);
        return Stream.of(conditions, containers, progress)
                .flatMap(each -> each)
                .reduce(created(), (one, other) -> one.isAfter(other) ? one : other);
    }

    /** Since when an image is being fetched; empty when none is. */
    Optional<Instant> pullingSince() {
        return last("Pulling")
                .map(PodTimes::at)
                .filter(begun -> last("Pulled")
                        .map(PodTimes::at)
                        .filter(ended -> !ended.isBefore(begun))
                        .isEmpty())
                .filter(begun -> last("Failed")
                        .map(PodTimes::at)
                        .filter(failed -> !failed.isBefore(begun))
                        .isEmpty());
    }

    static Instant at(Event event) {
        return time(event.getLastTimestamp())
                .or(() -> Optional.ofNullable(event.getSeries())
                        .flatMap(series -> Optional.ofNullable(series.getLastObservedTime()))
                        .flatMap(seen -> time(seen.getTime())))
                .or(() -> Optional.ofNullable(event.getEventTime()).flatMap(seen -> time(seen.getTime())))
                .or(() -> time(event.getMetadata().getCreationTimestamp()))
                .orElse(Instant.EPOCH);
    }

    private static int count(Event event) {
        if (event.getSeries() != null && event.getSeries().getCount() != null) {
            return event.getSeries().getCount();
        }
        return event.getCount() == null ? 1 : Math.max(1, event.getCount());
    }

    static Optional<Instant> time(@Nullable String text) {
        return Optional.ofNullable(text).filter(each -> !each.isEmpty()).map(Instant::parse);
    }
}
