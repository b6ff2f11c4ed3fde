package org.codearena.server.workspace.orchestrator.kubernetes;

import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Event;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.codearena.server.workspace.orchestrator.Environment.State.Failed;
import org.jspecify.annotations.Nullable;

/** The table of what means that a pod has failed, in words for the person whose session it is, and whether trying again may help. */
final class PodFailures {
    private static final int LONGEST_QUOTE = 300;
    private static final List<String> LASTING = List.of(
            "not found",
            "manifest unknown",
            "unauthorized",
            "denied",
            "forbidden",
            "invalid reference",
            "couldn't parse");

    /**
     * An event that means failure once it has happened so often. FailedScheduling is not among them: where nodes are added on demand it
     * is a step like any other.
     */
    private record Fatal(String reason, int times, String says, boolean mayHelpToRetry) {}

    private static final List<Fatal> EVENTS = List.of(
            new Fatal("FailedPostStartHook", 1, "its container was refused by a hook after the start", false),
            new Fatal("FailedCreate", 1, "the cluster refuses its pod", false),
            new Fatal("FailedMount", 3, "its disk or its key could not be mounted", true),
            new Fatal("FailedAttachVolume", 3, "its disk could not be attached to the node", true),
            new Fatal("FailedCreatePodSandBox", 5, "the node cannot start it", true));

    private PodFailures() {}

    static Optional<Failed> find(PodTimes times) {
        return ended(times)
                .or(() -> firstOf(times.containers().map(PodFailures::waiting)))
                .or(() -> firstOf(times.containers()
                        .filter(status -> Names.ROOM.equals(status.getName()))
                        .map(PodFailures::terminated)))
                .or(() -> firstOf(EVENTS.stream().map(fatal -> happened(fatal, times))));
    }

    private static Optional<Failed> firstOf(Stream<Optional<Failed>> found) {
        return found.flatMap(Optional::stream).findFirst();
    }

    private static Optional<Failed> happened(Fatal fatal, PodTimes times) {
        return Optional.of(fatal)
                .filter(each -> times.count(each.reason()) >= each.times())
                .flatMap(each -> times.last(each.reason()))
                .map(event -> new Failed(fatal.says() + quote(event), fatal.mayHelpToRetry()));
    }

    private static String quote(Event event) {
        return quote(event.getMessage());
    }

    static String quote(@Nullable String message) {
        if (message == null || message.isBlank()) {
            return "";
        }
        String line = message.strip().replaceAll("\\s+", " ");
        return ": " + (line.length() > LONGEST_QUOTE ? line.substring(0, LONGEST_QUOTE) + "…" : line);
    }

    /** The pod as a whole has come to its end. */
    private static Optional<Failed> ended(PodTimes times) {
        String phase = String.valueOf(times.status().getPhase());
        if (!phase.equals("Failed") && !phase.equals("Succeeded")) {
            return Optional.empty();
        }
        String reason = String.valueOf(times.status().getReason());
        String said = quote(times.status().getMessage());
        return Optional.of(
                switch (reason) {
                    case "Evicted" -> new Failed("the node ran short of something and ended it" + said, true);
                    case "DeadlineExceeded" ->
                        new Failed("it has run as long as a session may; its files are kept, start it again", true);
                    case "Preempted", "Preempting" ->
                        new Failed("it had to make room for something more important" + said, true);
                    case "NodeLost", "NodeShutdown", "Shutdown", "Terminated" ->
                        new Failed("its node went away" + said, true);
                    case "OutOfcpu", "OutOfmemory", "OutOfpods", "OutOfephemeral-storage", "UnexpectedAdmissionError" ->
                        new Failed("the node had no room for it after all" + said, true);
                    default ->
                        firstOf(times.containers().map(PodFailures::terminated))
                                .orElse(new Failed("its pod ended" + said, true));
                });
    }

    /** A container that does not come to run. */
    private static Optional<Failed> waiting(ContainerStatus status) {
        ContainerStateWaiting waiting =
                status.getState() == null ? null : status.getState().getWaiting();
        if (waiting == null || waiting.getReason() == null) {
            return Optional.empty();
        }
        String said = quote(waiting.getMessage());
        return switch (waiting.getReason()) {
            case "CrashLoopBackOff" ->
                Optional.of(
                        new Failed("its " + status.getName() + " ends as soon as it starts" + lastEnd(status), false));
            case "ErrImagePull", "ImagePullBackOff", "RegistryUnavailable" ->
                Optional.of(new Failed("its image cannot be fetched" + said, !lasting(said)));
            case "InvalidImageName", "ErrImageNeverPull", "ImageInspectError" ->
                Optional.of(new Failed("its image cannot be used" + said, false));
            case "CreateContainerConfigError", "CreateContainerError", "RunContainerError" ->
                Optional.of(new Failed("its container cannot be started" + said, false));
            default -> Optional.empty();
        };
    }

    private static boolean lasting(String said) {
        String lower = said.toLowerCase(Locale.ROOT);
        return LASTING.stream().anyMatch(lower::contains);
    }

    private static String lastEnd(ContainerStatus status) {
        return Optional.ofNullable(status.getLastState())
                .flatMap(last -> Optional.ofNullable(last.getTerminated()))
                .map(end -> ", the last time with status " + end.getExitCode()
                        + (isMemory(end) ? " for want of memory" : "") + quote(end.getMessage()))
                .orElse("");
    }

    private static boolean isMemory(ContainerStateTerminated end) {
        return "OOMKilled".equals(end.getReason());
    }

    /** A container that ran and ended, which takes the pod with it. */
    private static Optional<Failed> terminated(ContainerStatus status) {
        return Optional.ofNullable(status.getState())
                .flatMap(state -> Optional.ofNullable(state.getTerminated()))
                .map(end -> isMemory(end)
                        ? new Failed(
                                "it used more memory than a session has, and was ended; its files are kept, start it again",
                                true)
                        : new Failed(
                                "its " + status.getName() + " ended with status " + end.getExitCode()
                                        + quote(end.getMessage()),
                                true));
    }
}
