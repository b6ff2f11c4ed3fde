package org.codearena.server.execution.job;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table of what becomes of a pod. */
final class JobStateTest {
    private static final ContainerState RUNNING =
            new ContainerStateBuilder().withNewRunning().endRunning().build();

    private static PodBuilder pod(String phase, String reason, ContainerState state) {
        return new PodBuilder()
                .withNewMetadata()
                .withName("pod")
                .endMetadata()
                .withNewStatus()
                .withPhase(phase)
                .withReason(reason)
                .withMessage("so it was")
                .addNewContainerStatus()
                .withName("runner")
                .withState(state)
                .endContainerStatus()
                .endStatus();
    }

    private static JobState of(Pod pod) {
        return JobState.of(List.of(pod));
    }

    @Test
    void withoutAPodItIsStillToCome() {
        assertEquals(new JobState.Starting("has no pod yet"), JobState.of(List.of()));
    }

    @Test
    void aPodOfWhichNothingIsSaidStarts() {
        Pod pod =
                new PodBuilder().withNewMetadata().withName("pod").endMetadata().build();
        assertEquals(new JobState.Starting("starts its container"), of(pod));
    }

    @Test
    void itRunsWhenItsContainerDoesAndItHasAnAddress() {
        Pod without = pod("Running", "", RUNNING).build();
        assertEquals(new JobState.Starting("starts its container"), of(without));
        Pod with = new PodBuilder(without)
                .editStatus()
                .withPodIP("10.1.2.3")
                .endStatus()
                .build();
        assertEquals(new JobState.Running("10.1.2.3"), of(with));
    }

    @Test
    void onePodThatSomebodyDeletesIsNoPlaceToJudge() {
        Pod pod = pod("Running", "", RUNNING)
                .editMetadata()
                .withDeletionTimestamp("2026-01-01T00:00:00Z")
                .endMetadata()
                .build();
        assertEquals(new JobState.Failed("its pod was deleted by somebody else"), of(pod));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Evicted|the node ran short of something, or the Job used more disk than it has: so it was",
                "DeadlineExceeded|it has run as long as a Job may: see patience.life: so it was",
                "Preempting|it had to make room for something more important: so it was",
                "NodeShutdown|its node went away: so it was",
                "OutOfcpu|the node had no room for it after all: so it was",
                "Something|its pod ended: so it was",
            })
    void aPodThatEndedSaysWhy(String reason, String why) {
        assertEquals(
                new JobState.Failed(why),
                of(pod("Failed", reason, new ContainerState()).build()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "OOMKilled|137|it used more memory than a Job has (OOMKilled): see sizes.memory-bytes",
                "Error|2|its runner ended with status 2: bad option",
            })
    void aRunnerThatEndedSaysHow(String reason, int status, String why) {
        ContainerState ended = new ContainerStateBuilder()
                .withNewTerminated()
                .withReason(reason)
                .withExitCode(status)
                .withMessage("bad option")
                .endTerminated()
                .build();
        assertEquals(new JobState.Failed(why), of(pod("Failed", "", ended).build()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ErrImagePull|its image cannot be fetched (ErrImagePull): no such host",
                "ImagePullBackOff|its image cannot be fetched (ImagePullBackOff): no such host",
                "InvalidImageName|its image cannot be used (InvalidImageName): no such host",
                "CreateContainerConfigError|its container cannot be started (CreateContainerConfigError): no such host",
            })
    void aContainerThatDoesNotComeToRunIsAFailure(String reason, String why) {
        ContainerState waiting = new ContainerStateBuilder()
                .withNewWaiting("no such host", reason)
                .build();
        assertEquals(new JobState.Failed(why), of(pod("Pending", "", waiting).build()));
    }

    @Test
    void aContainerThatIsBeingMadeIsNone() {
        ContainerState waiting = new ContainerStateBuilder()
                .withNewWaiting("", "ContainerCreating")
                .build();
        assertEquals(
                new JobState.Starting("starts its container"),
                of(pod("Pending", "", waiting).build()));
    }
}
