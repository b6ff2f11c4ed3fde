package org.codearena.server.execution.job;

import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How far the pod of a Job has come, in words for an operator. Pure: the table of what means that it has failed. */
sealed interface JobState {
    /** It may still come. */
    record Starting(String doing) implements JobState {}

    /** Its runner's process runs. */
    record Running(String address) implements JobState {}

    /** It does not come to run, or runs no more. */
    record Failed(String why) implements JobState {}

    /** Of the pods of one Job, of which there is one at most. */
    static JobState of(List<Pod> pods) {
        return pods.isEmpty() ? new Starting("has no pod yet") : of(pods.getFirst());
    }

    private static JobState of(Pod pod) {
        PodStatus status = pod.getStatus() == null ? new PodStatus() : pod.getStatus();
        return ended(status)
                .or(() -> containers(status)
                        .flatMap(each -> waiting(each).stream())
                        .findFirst())
                .<JobState>map(Failed::new)
                .orElseGet(() -> pod.getMetadata().getDeletionTimestamp() != null
                        ? new Failed("its pod was deleted by somebody else")
                        : coming(status));
    }

    private static JobState coming(PodStatus status) {
        boolean runs = containers(status)
                .anyMatch(each -> JobNames.RUNNER.equals(each.getName())
                        && each.getState() != null
                        && each.getState().getRunning() != null);
        String address = status.getPodIP();
        if (runs && address != null && !address.isEmpty()) {
            return new Running(address);
        }
        return new Starting(placed(status).orElse("starts its container"));
    }

    private static Optional<String> placed(PodStatus status) {
        return status.getConditions().stream()
                .filter(condition ->
                        "PodScheduled".equals(condition.getType()) && "False".equals(condition.getStatus()))
                .findFirst()
                .map(condition -> "waits for a place on a node" + quote(condition.getMessage()));
    }

    private static Stream<ContainerStatus> containers(PodStatus status) {
        return Stream.concat(status.getInitContainerStatuses().stream(), status.getContainerStatuses().stream());
    }

    private static Optional<String> ended(PodStatus status) {
        String phase = String.valueOf(status.getPhase());
        if (!phase.equals("Failed") && !phase.equals("Succeeded")) {
            return Optional.empty();
        }
        String said = quote(status.getMessage());
        return Optional.of(
                switch (String.valueOf(status.getReason())) {
                    case "Evicted" -> "the node ran short of something, or the Job used more disk than it has" + said;
                    case "DeadlineExceeded" -> "it has run as long as a Job may: see patience.life" + said;
                    case "Preempted", "Preempting" -> "it had to make room for something more important" + said;
                    case "NodeLost", "NodeShutdown", "Shutdown", "Terminated" -> "its node went away" + said;
                    case "OutOfcpu", "OutOfmemory", "OutOfpods", "OutOfephemeral-storage", "UnexpectedAdmissionError" ->
                        "the node had no room for it after all" + said;
                    default ->
                        containers(status)
                                .flatMap(each -> terminated(each).stream())
                                .findFirst()
                                .orElse("its pod ended" + said);
                });
    }

    /** A container that does not come to run. */
    private static Optional<String> waiting(ContainerStatus status) {
        ContainerStateWaiting waiting =
                status.getState() == null ? null : status.getState().getWaiting();
        if (waiting == null || waiting.getReason() == null) {
            return Optional.empty();
        }
        String said = " (" + waiting.getReason() + ")" + quote(waiting.getMessage());
        return switch (waiting.getReason()) {
            case "ErrImagePull", "ImagePullBackOff", "RegistryUnavailable" ->
                Optional.of("its image cannot be fetched" + said);
            case "InvalidImageName", "ErrImageNeverPull", "ImageInspectError" ->
                Optional.of("its image cannot be used" + said);
            case "CreateContainerConfigError", "CreateContainerError", "RunContainerError", "CrashLoopBackOff" ->
                Optional.of("its container cannot be started" + said);
            default -> Optional.empty();
        };
    }

    private static Optional<String> terminated(ContainerStatus status) {
        return Optional.ofNullable(status.getState())
                .flatMap(state -> Optional.ofNullable(state.getTerminated()))
                .map(JobState::howItEnded);
    }

    private static String howItEnded(ContainerStateTerminated end) {
        return "OOMKilled".equals(end.getReason())
                ? "it used more memory than a Job has (OOMKilled): see sizes.memory-bytes"
                : "its runner ended with status " + end.getExitCode() + quote(end.getMessage());
    }

    /** What the cluster said, on one line. */
    static String quote(@Nullable String message) {
        if (message == null || message.isBlank()) {
            return "";
        }
        int longest = 300;
        String line = message.strip().replaceAll("\\s+", " ");
        return ": " + (line.length() > longest ? line.substring(0, longest) + "…" : line);
    }
}
