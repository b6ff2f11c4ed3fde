package org.codearena.server.workspace.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.codearena.contract.workspace.Notice;
import org.codearena.server.Until;
import org.codearena.server.kernel.Fault;
import org.codearena.server.workspace.orchestrator.Environment;
import org.codearena.server.workspace.orchestrator.Environment.State;
import org.codearena.server.workspace.orchestrator.FakeDisk;
import org.codearena.server.workspace.orchestrator.FakeOrchestrator;
import org.codearena.server.workspace.orchestrator.Wanted;
import org.codearena.server.workspace.session.Condition.Name;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The life of sessions on environments that are made up, all else real. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SessionsTest {
    private static final Map<String, String> FILES = Map.of("main.py", "print(1)\n", "lib/a file.py", "x = 'ä'\n");

    private Studio studio;
    private FakeOrchestrator.Disks disks = new FakeOrchestrator.Disks();
    private FakeOrchestrator orchestrator = new FakeOrchestrator(disks, 2);
    private UUID user;
    private UUID project;

    @BeforeAll
    void open(@TempDir Path directory) {
        studio = new Studio(directory);
    }

    @AfterAll
    void close() {
        studio.close();
    }

    @BeforeEach
    void begin() {
        disks = new FakeOrchestrator.Disks();
        orchestrator = new FakeOrchestrator(disks, 2);
        user = studio.user();
        project = studio.project(user, FILES);
    }

    @AfterEach
    void end() {
        studio.endAll();
        orchestrator.close();
    }

    private UUID running(Studio.Running server) {
        UUID session = studio.request(server, user, project);
        studio.await(session, Phase.RUNNING);
        return session;
    }

    private FakeDisk disk(UUID session) {
        return orchestrator.runner(session).disk();
    }

    private void awaitFiles(Map<String, String> files) {
        Until.holds(
                "the manifest is that of the disk", () -> studio.files(project).equals(files));
    }

    @Test
    void itStartsWithTheFilesOfItsProject() {
        UUID session = running(studio.start(orchestrator));
        assertEquals(FILES, disk(session).texts());
        var opened = orchestrator.runner(session).opened().orElseThrow();
        assertEquals(session.toString(), opened.session());
        assertEquals("python3 main.py", opened.tasks().getFirst().command());
        Session row = studio.session(session);
        assertEquals(
                List.of(Name.values()),
                row.progress().conditions().all().stream().map(Condition::name).toList());
        assertTrue(row.progress().conditions().all().stream().allMatch(Condition::done));
        assertEquals(
                List.of(
                        "phase requested",
                        "queued",
                        "phase starting",
                        "runner",
                        "files",
                        "open",
                        "running",
                        "phase running"),
                studio.story(session));
        assertTrue(studio.events(session).stream()
                .filter(event -> event.kind() == SessionEvent.Kind.STEP)
                .allMatch(event -> event.tookMs().isPresent()));
        assertEquals(orchestrator.runner(session).endpoint(), row.endpoint().orElseThrow());
    }

    @Test
    void askingAgainAnswersTheLiveOne() {
        Studio.Running server = studio.start(orchestrator);
        UUID first = running(server);
        assertEquals(first, studio.request(server, user, project));
    }

    @Test
    void whoHasAsManyAsAllowedIsToldWhich() {
        Studio.Running server = studio.start(orchestrator);
        UUID first = running(server);
        UUID second = studio.request(server, user, studio.project(user, Map.of()));
        UUID third = studio.project(user, Map.of());
        Fault refused = assertThrows(Fault.class, () -> studio.request(server, user, third));
        assertEquals(Fault.Kind.CONFLICT, refused.kind());
        assertTrue(String.valueOf(refused.getMessage()).contains(first.toString())
                && String.valueOf(refused.getMessage()).contains(second.toString()));
    }

    @Test
    void nobodyStartsASessionOfAnothersProject() {
        Studio.Running server = studio.start(orchestrator);
        UUID stranger = studio.user();
        assertEquals(
                Fault.Kind.NOT_FOUND,
                assertThrows(Fault.class, () -> studio.request(server, stranger, project))
                        .kind());
    }

    @Test
    void whoFindsNoPlaceWaitsInLine() {
        Studio.Running server = studio.start(orchestrator);
        UUID first = running(server);
        UUID second = studio.request(server, user, studio.project(user, Map.of()));
        studio.await(second, Phase.RUNNING);
        UUID other = studio.user();
        UUID third = studio.request(server, other, studio.project(other, Map.of()));
        UUID fourth = studio.request(server, other, studio.project(other, Map.of()));
        Until.holds("the fourth knows its position", () -> position(fourth).equals("position 2 of 2"));
        Until.holds("the third sees the fourth", () -> position(third).equals("position 1 of 2"));
        assertEquals(Phase.REQUESTED, studio.session(third).phase());
        server.service().sessions().stop(user, first, Sessions.CLOSED);
        studio.await(third, Phase.RUNNING);
        Until.holds("the fourth moved up", () -> position(fourth).equals("position 1 of 1"));
    }

    private String position(UUID session) {
        return studio.session(session)
                .progress()
                .conditions()
                .find(Name.QUEUED)
                .map(Condition::message)
                .orElse("");
    }

    @Test
    void whatChangesOnTheDiskIsKept() {
        UUID session = running(studio.start(orchestrator));
        disk(session).write("main.py", "print(2)\n");
        disk(session).write("new/ü #1%.txt", "new");
        disk(session).delete("lib/a file.py");
        awaitFiles(Map.of("main.py", "print(2)\n", "new/ü #1%.txt", "new"));
        Until.holds(
                "people see that it is kept",
                () -> orchestrator.runner(session).notices().stream()
                        .map(Notice::kind)
                        .anyMatch("kept"::equals));
        assertTrue(studio.unsaved(project));
    }

    @Test
    void stoppingSavesWhatIsOnTheDisk() {
        Studio.Running server = studio.start(orchestrator);
        UUID session = running(server);
        disk(session).write("main.py", "last words");
        server.service().sessions().stop(user, session, Sessions.CLOSED);
        Session stopped = studio.await(session, Phase.STOPPED);
        assertEquals("last words", studio.files(project).get("main.py"));
        assertEquals(Sessions.CLOSED, stopped.progress().reason().orElseThrow());
        assertTrue(stopped.endpoint().isEmpty());
        assertEquals(List.of(), orchestrator.list());
        assertEquals(Set.of(), orchestrator.leftDisks());
        assertFalse(studio.unsaved(project));
        List<String> story = studio.story(session);
        assertEquals(
                List.of("notice closing", "phase stopping", "saved", "phase stopped"),
                story.subList(story.size() - 4, story.size()));
        UUID again = running(server);
        assertEquals("last words", disk(again).texts().get("main.py"));
    }

    @Test
    void aRunnerThatDiesIsStartedAnewOnItsDisk() {
        UUID session = running(studio.start(orchestrator));
        orchestrator.runner(session).refuseContent(true);
        disk(session).write("main.py", "acknowledged and not kept yet");
        orchestrator.kill(session);
        Until.holds("it was started anew", () -> studio.story(session).contains("notice restart"));
        studio.await(session, Phase.RUNNING);
        assertEquals(1, studio.session(session).progress().restarts());
        assertEquals("acknowledged and not kept yet", disk(session).texts().get("main.py"));
        Until.holds(
                "it is kept now",
                () -> "acknowledged and not kept yet"
                        .equals(studio.files(project).get("main.py")));
    }

    @Test
    void aRunnerThatKeepsDyingFailsTheSessionAndTheDiskStays() {
        Studio.Running server = studio.start(orchestrator);
        UUID session = running(server);
        orchestrator.runner(session).refuseContent(true);
        disk(session).write("precious", "work");
        for (int death = 0; death <= Studio.LIMITS.restarts(); death++) {
            int restarts = death;
            Until.holds("it runs", () -> {
                Session now = studio.session(session);
                return now.phase() == Phase.RUNNING && now.progress().restarts() == restarts;
            });
            orchestrator.runner(session).refuseContent(true);
            orchestrator.kill(session);
        }
        Session failed = studio.await(session, Phase.FAILED);
        assertEquals(
                "its runner ended with status 137", failed.progress().reason().orElseThrow());
        Until.holds("the disk is left", () -> orchestrator.leftDisks().equals(Set.of(project)));
        server.service().sweep();
        UUID next = running(server);
        assertEquals("work", disk(next).texts().get("precious"));
        Until.holds("it is kept", () -> studio.files(project).containsKey("precious"));
    }

    @Test
    void whatCannotBeSavedIsSaidAndTheDiskStays() {
        Studio.Running server = studio.start(orchestrator);
        UUID session = running(server);
        orchestrator.runner(session).refuseContent(true);
        disk(session).write("precious", "work");
        server.service().sessions().stop(user, session, Sessions.CLOSED);
        Session failed = studio.await(session, Phase.FAILED);
        assertTrue(failed.progress().reason().orElseThrow().startsWith("not everything could be saved"));
        assertEquals(Set.of(project), orchestrator.leftDisks());
        assertEquals("work", disk(running(server)).texts().get("precious"));
    }

    @Test
    void whatIsBeyondTheQuotaIsSaidAndTheRestIsKept() {
        UUID session = running(studio.start(orchestrator));
        disk(session).write("huge", "x".repeat((int) Studio.QUOTAS.fileBytes() + 1));
        disk(session).write("small", "kept all the same");
        Until.holds("the rest is kept", () -> studio.files(project).containsKey("small"));
        Until.holds("it is said", () -> !filesCondition(session).done());
        assertTrue(
                filesCondition(session).message().contains("'huge'"),
                filesCondition(session).message());
        assertTrue(studio.story(session).contains("notice unsaved"));
        disk(session).delete("huge");
        Until.holds("it is well again", () -> filesCondition(session).done());
    }

    private Condition filesCondition(UUID session) {
        return studio.session(session).progress().conditions().find(Name.FILES).orElseThrow();
    }

    @Test
    void afterAKillOfTheServerWhatWasInUseGoesOnOnItsDisk() {
        Studio.Running first = studio.start(orchestrator);
        UUID session = running(first);
        orchestrator.runner(session).refuseContent(true);
        disk(session).write("main.py", "acknowledged");
        first.close();
        orchestrator.close();
        assertEquals(Phase.RUNNING, studio.session(session).phase());
        try (FakeOrchestrator next = new FakeOrchestrator(disks, 2);
                Studio.Running _ = studio.start(next)) {
            Until.holds(
                    "it runs again",
                    () -> !next.list().isEmpty()
                            && studio.session(session)
                                    .endpoint()
                                    .equals(next.list().getFirst().endpoint())
                            && studio.session(session).phase() == Phase.RUNNING);
            assertEquals("acknowledged", next.runner(session).disk().texts().get("main.py"));
            Until.holds(
                    "it is kept",
                    () -> "acknowledged".equals(studio.files(project).get("main.py")));
            assertFalse(studio.story(session).contains("notice restart"));
        }
    }

    @Test
    void afterAKillOfTheServerWhatIsNotUsedAnyMoreIsSavedAndStops() {
        Studio.Running first = studio.start(orchestrator);
        UUID session = running(first);
        orchestrator.runner(session).refuseContent(true);
        disk(session).write("main.py", "acknowledged");
        first.close();
        orchestrator.close();
        studio.execute("update session set last_used_at = now() - interval '2 hours' where id = ?", session);
        try (FakeOrchestrator next = new FakeOrchestrator(disks, 2);
                Studio.Running _ = studio.start(next)) {
            Session stopped = studio.await(session, Phase.STOPPED);
            assertEquals(
                    "it was not used for 30 minutes",
                    stopped.progress().reason().orElseThrow());
            assertEquals("acknowledged", studio.files(project).get("main.py"));
            assertEquals(Set.of(), next.leftDisks());
            assertFalse(studio.story(session)
                    .subList(8, studio.story(session).size())
                    .contains("phase running"));
        }
    }

    @Test
    void aDiskThatIsHalfRestoredIsNotBelieved() {
        FakeDisk half = new FakeDisk();
        half.write("main.py", "print(1)\n");
        FakeOrchestrator before = new FakeOrchestrator(disks, 2);
        before.ensure(new Wanted(UUID.randomUUID(), project, user, "python", ""));
        before.close();
        UUID session = running(studio.start(orchestrator));
        assertEquals(FILES, disk(session).texts());
        disk(session).write("new", "file");
        Until.holds("what is new is kept", () -> studio.files(project).containsKey("new"));
        assertEquals(3, studio.files(project).size());
    }

    @Test
    void anIdleSessionWarnsAndStops() {
        TestClock clock = new TestClock();
        Studio.Running server = studio.start(orchestrator, Studio.SERVER, clock, true);
        UUID session = running(server);
        orchestrator.runner(session).used(clock.instant());
        clock.pass(Duration.ofMinutes(29));
        Until.holds("it warns", () -> studio.story(session).contains("notice idle"));
        assertEquals(Phase.RUNNING, studio.session(session).phase());
        server.service().sessions().keepAlive(user, session);
        clock.pass(Duration.ofMinutes(27));
        Until.holds(
                "it is looked at",
                () -> studio.session(session).times().lastUsed().isBefore(clock.instant()));
        assertEquals(Phase.RUNNING, studio.session(session).phase());
        clock.pass(Duration.ofMinutes(3));
        Session stopped = studio.await(session, Phase.STOPPED);
        assertEquals(
                "it was not used for 30 minutes", stopped.progress().reason().orElseThrow());
        assertEquals(FILES, studio.files(project));
    }

    @Test
    void noSessionRunsForEver() {
        TestClock clock = new TestClock();
        UUID session = running(studio.start(orchestrator, Studio.SERVER, clock, true));
        for (int quarter = 0; quarter < 47; quarter++) {
            clock.pass(Duration.ofMinutes(15));
            Instant used = clock.instant();
            orchestrator.runner(session).used(used);
            Until.holds(
                    "its use is seen",
                    () -> !studio.session(session).times().lastUsed().isBefore(used.minusMillis(1)));
        }
        clock.pass(Duration.ofMinutes(14));
        Until.holds("it warns", () -> studio.story(session).contains("notice life"));
        clock.pass(Duration.ofMinutes(2));
        assertEquals(
                "it has run for 12 hours, which is as long as a session may",
                studio.await(session, Phase.STOPPED).progress().reason().orElseThrow());
    }

    @Test
    void lostNoticesOnlyDelay() {
        orchestrator.fallSilent();
        studio.start(orchestrator, Studio.SERVER, InstantSource.system(), false);
        Studio.Running door = studio.door(InstantSource.system());
        UUID session = studio.request(door, user, project);
        studio.await(session, Phase.RUNNING);
        door.service().sessions().stop(user, session, Sessions.CLOSED);
        studio.await(session, Phase.STOPPED);
    }

    @Test
    void itShowsHowFarItsEnvironmentIs() {
        orchestrator.begin(new State.Starting("pulling the image"));
        UUID session = studio.request(studio.start(orchestrator), user, project);
        Until.holds(
                "the runner is awaited",
                () -> studio.session(session)
                        .progress()
                        .conditions()
                        .find(Name.RUNNER)
                        .filter(each -> !each.done())
                        .isPresent());
        assertEquals(Phase.STARTING, studio.session(session).phase());
        orchestrator.beginReady();
        studio.await(session, Phase.RUNNING);
    }

    @Test
    void whatCannotComeToBeFailsWithTheReason() {
        orchestrator.begin(new State.Failed("there is no image codearena-python", false));
        Session failed = studio.await(studio.request(studio.start(orchestrator), user, project), Phase.FAILED);
        assertEquals(
                "there is no image codearena-python", failed.progress().reason().orElseThrow());
        Until.holds("nothing is left of it", () -> orchestrator.list().isEmpty());
        assertEquals(Set.of(), orchestrator.leftDisks());
    }

    @Test
    void whoChangesTheirMindWhileItStartsWaitsForNothing() {
        orchestrator.begin(new State.Starting("pulling the image"));
        Studio.Running server = studio.start(orchestrator);
        UUID session = studio.request(server, user, project);
        studio.await(session, Phase.STARTING);
        server.service().sessions().stop(user, session, Sessions.CLOSED);
        studio.await(session, Phase.STOPPED);
        Until.holds("nothing is left of it", () -> orchestrator.list().isEmpty());
    }

    @Test
    void environmentsAndDisksThatBelongToNobodyAreRemoved() {
        Studio.Running server = studio.start(orchestrator);
        orchestrator.ensure(new Wanted(UUID.randomUUID(), UUID.randomUUID(), user, "python", ""));
        Until.holds("the orphan is gone", () -> orchestrator.list().isEmpty());
        orchestrator.ensure(new Wanted(UUID.randomUUID(), UUID.randomUUID(), user, "python", ""));
        orchestrator.list().stream().map(Environment::name).forEach(name -> orchestrator.remove(name, true));
        server.service().sweep();
        assertEquals(Set.of(), orchestrator.leftDisks());
    }

    @Test
    void withTheProjectGoesItsSession() {
        Studio.Running server = studio.start(orchestrator);
        UUID session = running(server);
        disk(session).write("more", "work");
        studio.execute("delete from project where id = ?", project);
        server.service().liveFiles().deleted(project);
        Until.holds("its environment is gone", () -> orchestrator.list().isEmpty());
        assertEquals(Set.of(), orchestrator.leftDisks());
    }

    @Test
    void twoServersShareTheWorkWithoutGettingInEachOthersWay() {
        Studio.Running one = studio.start(orchestrator, "one", InstantSource.system(), true);
        studio.start(orchestrator, "other", InstantSource.system(), true);
        UUID first = running(one);
        UUID second = studio.request(one, user, studio.project(user, Map.of()));
        studio.await(second, Phase.RUNNING);
        disk(first).write("main.py", "once");
        Until.holds("it is kept", () -> "once".equals(studio.files(project).get("main.py")));
        one.service().sessions().stop(user, first, Sessions.CLOSED);
        studio.await(first, Phase.STOPPED);
        assertEquals(
                1, studio.story(first).stream().filter("phase running"::equals).count());
        assertEquals(1, orchestrator.list().size());
    }

    @Test
    void aServerGoesOnWithTheSessionsOfOneThatIsGone() {
        Studio.Running one = studio.start(orchestrator, "one", InstantSource.system(), true);
        UUID session = running(one);
        one.close();
        studio.execute("update session set lease_until = now() - interval '1 second' where id = ?", session);
        studio.start(orchestrator, "other", InstantSource.system(), true);
        disk(session).write("main.py", "by the other");
        Until.holds(
                "it is kept", () -> "by the other".equals(studio.files(project).get("main.py")));
        assertEquals(0, studio.session(session).progress().restarts());
    }

    @Test
    void projectsReadAndWriteOnTheDiskOfALiveSession() throws Exception {
        Studio.Running server = studio.start(orchestrator);
        assertTrue(server.service().liveFiles().of(project).isEmpty());
        UUID session = running(server);
        var live = server.service().liveFiles().of(project).orElseThrow();
        try (var content = live.read("lib/a file.py").orElseThrow()) {
            assertEquals(
                    "x = 'ä'\n", new String(content.bytes().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8));
        }
        assertTrue(live.read("nowhere").isEmpty());
        live.write("b c.txt", new java.io.ByteArrayInputStream(new byte[] {65}), 1);
        assertEquals("A", disk(session).texts().get("b c.txt"));
        live.flush();
        assertEquals("A", studio.files(project).get("b c.txt"));
    }
}
