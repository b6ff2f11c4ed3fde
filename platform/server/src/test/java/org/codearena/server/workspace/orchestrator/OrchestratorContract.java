package org.codearena.server.workspace.orchestrator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.codearena.server.Until;
import org.codearena.server.workspace.orchestrator.Environment.Endpoint;
import org.codearena.server.workspace.orchestrator.Environment.State;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every orchestrator does, whatever runs below it. */
public abstract class OrchestratorContract {
    private Orchestrator orchestrator;

    /** Opens one, on what one that was closed before has left. */
    protected abstract Orchestrator open();

    /** Ends the runner of an environment as a kill -9 does. */
    protected abstract void kill(Environment environment);

    /** Whether a disk that is kept is found again by the next environment of its project. */
    protected abstract boolean keepsDisks();

    /** Whether environments live on when the orchestrator is closed. */
    protected abstract boolean environmentsOutliveIt();

    /** What its runner answers to who signs with the key, as a status: asks for {@code GET /activity}. */
    protected abstract int activityStatus(Endpoint endpoint);

    /** Called when everything is removed; a method of one's own for after each test would come before that. */
    protected void closeWhatRunsBelow() {}

    protected final Orchestrator orchestrator() {
        return orchestrator;
    }

    @BeforeEach
    final void openFirst() {
        orchestrator = open();
    }

    @AfterEach
    final void removeAll() {
        orchestrator.list().forEach(each -> orchestrator.remove(each.name(), false));
        Until.holds("all environments are gone", () -> orchestrator.list().isEmpty());
        orchestrator.leftDisks().forEach(orchestrator::removeLeftDisk);
        orchestrator.close();
        closeWhatRunsBelow();
    }

    @Test
    final void whatIsEnsuredBecomesReadyAndItsRunnerAnswers() {
        Environment ready = ready(wanted());
        assertFalse(ready.recovered());
        assertEquals(200, activityStatus(endpoint(ready)));
        assertTrue(
                ready.steps().stream().allMatch(Environment.Step::done),
                ready.steps().toString());
    }

    @Test
    final void ensuringTwiceIsOneEnvironment() {
        Wanted wanted = wanted();
        orchestrator.ensure(wanted);
        orchestrator.ensure(wanted);
        Environment ready = ready(wanted);
        orchestrator.ensure(wanted);
        assertEquals(List.of(ready.name()), names());
    }

    @Test
    final void warmOnesAreNotListed() {
        assertEquals(List.of(), names());
        assertTrue(orchestrator.capacity().most() > 0);
    }

    @Test
    final void aKeyOpensItsOwnRunnerOnly() {
        Endpoint one = endpoint(ready(wanted()));
        Endpoint other = endpoint(ready(wanted()));
        assertNotEquals(one.key(), other.key());
        assertEquals(401, activityStatus(new Endpoint(one.address(), other.key())));
    }

    @Test
    final void aRunnerThatDiesShowsAsFailedAndMayBeTriedAgain() {
        Environment ready = ready(wanted());
        kill(ready);
        Until.holds(
                "the dead runner shows",
                () -> find(ready.session())
                        .map(Environment::state)
                        .filter(state -> state instanceof State.Failed(String reason, boolean again)
                                && again
                                && !reason.isBlank())
                        .isPresent());
    }

    @Test
    final void removingLeavesNothing() {
        Wanted wanted = wanted();
        orchestrator.remove(ready(wanted).name(), false);
        Until.holds("it is gone", () -> find(wanted.session()).isEmpty());
        assertEquals(Set.of(), orchestrator.leftDisks());
    }

    @Test
    final void removingWhatDoesNotExistDoesNothing() {
        Environment ready = ready(wanted());
        orchestrator.remove("no-such-environment", false);
        orchestrator.removeLeftDisk(UUID.randomUUID());
        assertEquals(List.of(ready.name()), names());
    }

    @Test
    final void theNextEnvironmentOfTheProjectTakesUpADiskThatWasKept() {
        assumeTrue(keepsDisks());
        Wanted first = wanted();
        orchestrator.remove(ready(first).name(), true);
        Until.holds("the disk is left", () -> orchestrator.leftDisks().equals(Set.of(first.project())));
        Wanted second = wanted(first.project());
        assertTrue(ready(second).recovered());
        assertEquals(Set.of(), orchestrator.leftDisks());
        assertFalse(ready(wanted()).recovered());
    }

    @Test
    final void aDiskOfARunnerThatDiedIsTakenUp() {
        assumeTrue(keepsDisks());
        Wanted wanted = wanted();
        Environment ready = ready(wanted);
        kill(ready);
        orchestrator.remove(ready.name(), true);
        Until.holds("it is gone", () -> find(wanted.session()).isEmpty());
        assertTrue(ready(wanted).recovered());
    }

    @Test
    final void aDiskThatWasLeftCanBeRemoved() {
        assumeTrue(keepsDisks());
        Wanted wanted = wanted();
        orchestrator.remove(ready(wanted).name(), true);
        Until.holds("the disk is left", () -> orchestrator.leftDisks().contains(wanted.project()));
        orchestrator.removeLeftDisk(wanted.project());
        Until.holds("the disk is gone", () -> orchestrator.leftDisks().isEmpty());
        assertFalse(ready(wanted).recovered());
    }

    @Test
    final void oneThatIsWantedWhileTheOneBeforeEndsComesAfterIt() {
        Wanted first = wanted();
        orchestrator.remove(ready(first).name(), keepsDisks());
        Wanted second = wanted(first.project());
        Until.holds("the second is ready", () -> {
            orchestrator.ensure(second);
            return find(second.session()).filter(OrchestratorContract::isReady).isPresent();
        });
        assertEquals(keepsDisks(), find(second.session()).orElseThrow().recovered());
    }

    @Test
    final void whoListensHearsOfEachChange() {
        AtomicInteger heard = new AtomicInteger();
        orchestrator.onChange(heard::incrementAndGet);
        Environment ready = ready(wanted());
        Until.holds("the listener heard that it is ready", () -> heard.get() > 0);
        int before = heard.get();
        kill(ready);
        Until.holds("the listener heard that it died", () -> heard.get() > before);
    }

    @Test
    final void whatRanIsFoundAgainByTheNextOrchestrator() {
        Wanted wanted = wanted();
        Environment ready = ready(wanted);
        orchestrator.close();
        orchestrator = open();
        if (environmentsOutliveIt()) {
            Until.holds(
                    "it is listed",
                    () -> find(wanted.session())
                            .filter(OrchestratorContract::isReady)
                            .isPresent());
            assertEquals(ready.name(), find(wanted.session()).orElseThrow().name());
        } else {
            assertEquals(List.of(), names());
            assertEquals(keepsDisks() ? Set.of(wanted.project()) : Set.of(), orchestrator.leftDisks());
        }
    }

    protected static Wanted wanted() {
        return wanted(UUID.randomUUID());
    }

    private static Wanted wanted(UUID project) {
        return new Wanted(UUID.randomUUID(), project, UUID.randomUUID(), "python", "codearena-python");
    }

    /** Wants it, and waits until it is ready. */
    protected final Environment ready(Wanted wanted) {
        orchestrator.ensure(wanted);
        Until.holds(
                "the environment is ready",
                () -> find(wanted.session())
                        .filter(OrchestratorContract::isReady)
                        .isPresent());
        return find(wanted.session()).orElseThrow();
    }

    private static boolean isReady(Environment environment) {
        return environment.state() instanceof State.Ready;
    }

    private static Endpoint endpoint(Environment ready) {
        return ready.endpoint().orElseThrow();
    }

    private Optional<Environment> find(UUID session) {
        return orchestrator.list().stream()
                .filter(each -> each.session().equals(session))
                .findFirst();
    }

    private List<String> names() {
        return orchestrator.list().stream().map(Environment::name).toList();
    }
}
