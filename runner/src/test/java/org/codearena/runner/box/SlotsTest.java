package org.codearena.runner.box;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.codearena.contract.Exit;
import org.codearena.contract.Limits;
import org.codearena.contract.Step;
import org.codearena.runner.tree.RelativePath;
import org.codearena.runner.tree.Tree;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The slots with a shell script in place of the launcher, which does on request what a launcher must never do. */
@Timeout(30)
final class SlotsTest {
    private static final Limits LIMITS = Limits.DEFAULT.withCpuTimeMs(100);

    @TempDir
    private Path directory;

    private final List<Slots> opened = new ArrayList<>();
    private Path script;
    private Tree program;

    @BeforeEach
    void makeFiles() throws IOException {
        script = directory.resolve("fake-box.sh");
        try (InputStream text = SlotsTest.class.getResourceAsStream("/fake-box.sh")) {
            Files.copy(Objects.requireNonNull(text), script);
        }
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        program = Tree.at(directory.resolve("program"));
        program.add(RelativePath.of("main"), new ByteArrayInputStream(new byte[] {'x'}), false);
    }

    @AfterEach
    void closeSlots() {
        opened.forEach(Slots::close);
    }

    @Test
    void aRunIsHeardFromItsFirstWordToItsEnd() throws Exception {
        Slots slots = open(1, 8);
        Heard heard = run(slots, "speak");
        assertEquals(new Exit.Code(7), heard.end().report().exit());
        assertEquals("hi\n", heard.output());
        assertEquals("B", slots.hello().orElseThrow().mode());
    }

    @Test
    void aBoxThatDiesFailsItsRunAndIsReplaced() throws Exception {
        Slots slots = open(1, 8);
        assertEquals("the box ended with status 9", run(slots, "die").failure());
        assertEquals(new Exit.Code(7), run(slots, "speak").end().report().exit());
    }

    @Test
    void aBoxThatIsKilledFailsItsRunAndIsReplaced() throws Exception {
        Slots slots = open(1, 8);
        long pid = slots.hello().orElseThrow().pid();
        Heard heard = new Heard();
        try (Slots.Lease lease = slots.acquire("p")) {
            lease.run(boxRun("hold"), heard);
            assertTrue(ProcessHandle.of(pid).orElseThrow().destroyForcibly());
            assertEquals("the box ended with status 137", heard.failure());
        }
        assertNotEquals(pid, slots.hello().orElseThrow().pid());
        assertEquals(new Exit.Code(7), run(slots, "speak").end().report().exit());
    }

    @Test
    void aBoxThatBreaksTheProtocolFailsItsRunAndIsReplaced() throws Exception {
        Slots slots = open(1, 8);
        long pid = slots.hello().orElseThrow().pid();
        assertEquals(
                "the box sent a line with a word that is no key=value",
                run(slots, "garble").failure());
        assertNotEquals(pid, slots.hello().orElseThrow().pid());
        assertEquals(
                "the box spoke of run 4711, which is not on",
                run(slots, "other").failure());
        assertEquals(new Exit.Code(7), run(slots, "speak").end().report().exit());
    }

    @Test
    void aRefusedRunIsOurFaultAndTheBoxStays() throws Exception {
        Slots slots = open(1, 8);
        long pid = slots.hello().orElseThrow().pid();
        assertEquals("the box refused the run: not today", run(slots, "refuse").failure());
        assertEquals(new Exit.Code(7), run(slots, "speak").end().report().exit());
        assertEquals(pid, slots.hello().orElseThrow().pid());
    }

    @Test
    void aRunIsEndedOnRequest() throws Exception {
        Slots slots = open(1, 8);
        Heard heard = new Heard();
        try (Slots.Lease lease = slots.acquire("p")) {
            lease.run(boxRun("hold"), heard).run();
            assertEquals(new Exit.Cancelled(), heard.end().report().exit());
        }
    }

    @Test
    void aBoxThatIsSilentAfterItsTimeIsKilled() throws Exception {
        Slots slots = open(1, 8);
        assertEquals("the box ended with status 137", run(slots, "hold").failure());
        assertEquals(new Exit.Code(7), run(slots, "speak").end().report().exit());
    }

    @Test
    void namesThatClimbOutAreNotTakenEvenFromABoxThatSendsThem() throws Exception {
        Slots slots = open(1, 8);
        Heard heard = new Heard();
        BoxRun run =
                new BoxRun(Step.of("climb"), LIMITS, Optional.empty(), Optional.of(new Collect("/out", 1_000, 10)));
        try (Slots.Lease lease = slots.acquire("p")) {
            lease.run(run, heard);
            assertEquals(4, heard.end().skipped());
            assertEquals(1, heard.end().files());
        }
        assertEquals(Map.of("good", "good"), heard.files());
    }

    @Test
    void aBoxThatCannotStartIsReportedAndTriedAgain() throws Exception {
        for (String how : List.of("broken", "mute")) {
            Slots slots = open(2, 8, how);
            assertFalse(slots.isUsable());
            assertEquals(2, slots.faults().size());
            assertTrue(slots.hello().isEmpty());
            assertThrows(BoxFaultException.class, () -> slots.acquire("p").close());
            assertThrows(BoxFaultException.class, () -> slots.acquire("p").close());
        }
        assertEquals("slot 0: no namespaces here", open(1, 8, "broken").faults().getFirst());
        assertEquals(
                "slot 0: the box ended with status 0",
                open(1, 8, "mute").faults().getFirst());
    }

    @Test
    void aSlotThatWouldRunInAnotherModeIsNotUsed() throws Exception {
        Slots slots = open(2, 8, "mixed");
        assertEquals("A", slots.hello().orElseThrow().mode());
        assertEquals(List.of("slot 1: its box works in mode B, the others in mode A"), slots.faults());
        for (int i = 0; i < 4; i++) {
            assertEquals(new Exit.Code(7), run(slots, "speak").end().report().exit());
        }
        assertTrue(slots.isUsable());
    }

    @Test
    void theSecondBoxOfASlotIsStartedWhenItIsNeededAndThenKept() throws Exception {
        Slots slots = open(2, 8);
        assertEquals(2, launchers().size());
        for (int i = 0; i < 3; i++) {
            try (Slots.Lease lease = slots.acquire("p")) {
                lease.lay("p", program);
                try (Companion.Use companion = lease.companion()) {
                    Heard heard = new Heard();
                    companion.run(boxRun("speak"), heard);
                    assertEquals(new Exit.Code(7), heard.end().report().exit());
                }
            }
        }
        assertEquals(3, launchers().size());
        slots.close();
        assertEquals(List.of(), launchers());
    }

    @Test
    void aSecondBoxThatDiesOrFallsSilentFailsItsRunAndIsReplaced() throws Exception {
        Slots slots = open(1, 8);
        try (Slots.Lease lease = slots.acquire("p")) {
            try (Companion.Use companion = lease.companion()) {
                Heard heard = new Heard();
                companion.run(boxRun("die"), heard);
                assertEquals("the box ended with status 9", heard.failure());
            }
            try (Companion.Use companion = lease.companion()) {
                Heard heard = new Heard();
                companion.run(boxRun("hold"), heard);
                assertEquals("the box ended with status 137", heard.failure());
            }
            try (Companion.Use companion = lease.companion()) {
                Heard heard = new Heard();
                companion.run(boxRun("speak"), heard);
                assertEquals(new Exit.Code(7), heard.end().report().exit());
            }
        }
    }

    @Test
    void aSecondBoxThatDiesBetweenTestsIsReplacedWithoutWaitingForOne() throws Exception {
        Slots slots = open(1, 8);
        try (Slots.Lease lease = slots.acquire("p");
                Companion.Use companion = lease.companion()) {
            companion.layTest(Map.of());
        }
        ProcessHandle first = secondBox().orElseThrow();
        assertTrue(first.destroyForcibly());
        first.onExit().join();
        while (secondBox().isEmpty()) {
            Thread.sleep(5);
        }
        assertNotEquals(first, secondBox().orElseThrow());
    }

    @Test
    void theSlotThatHoldsAProgramGetsItsNextRun() throws Exception {
        Slots slots = open(3, 8);
        try (Slots.Lease lease = slots.acquire("one")) {
            lease.lay("one", program);
        }
        try (Slots.Lease lease = slots.acquire("two")) {
            lease.lay("two", program);
        }
        assertEquals(List.of("0", "1"), laidOut());
        for (int i = 0; i < 3; i++) {
            try (Slots.Lease lease = slots.acquire("one")) {
                lease.lay("one", program);
            }
        }
        assertEquals(List.of("0", "1"), laidOut());
    }

    @Test
    void aProgramTakesThePlaceOfTheOneBefore() throws Exception {
        Slots slots = open(1, 8);
        Tree other = Tree.at(directory.resolve("other"));
        other.add(RelativePath.of("lib/x"), new ByteArrayInputStream("y".getBytes(StandardCharsets.UTF_8)), false);
        try (Slots.Lease lease = slots.acquire("one")) {
            lease.lay("one", program);
            assertTrue(Files.exists(directory.resolve("slots/0/main")));
            lease.lay("other", other);
            assertFalse(Files.exists(directory.resolve("slots/0/main")));
            assertEquals("y", Files.readString(directory.resolve("slots/0/lib/x")));
        }
    }

    @Test
    void thoseWhoWaitAreServedInTheirOrder() throws Exception {
        Slots slots = open(1, 8);
        List<Integer> served = Collections.synchronizedList(new ArrayList<>());
        List<Thread> threads = new ArrayList<>();
        try (Slots.Lease _ = slots.acquire("p")) {
            for (int i = 0; i < 5; i++) {
                int number = i;
                Thread thread = Thread.ofVirtual().start(() -> note(slots, number, served));
                threads.add(thread);
                awaitParked(thread);
            }
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals(List.of(0, 1, 2, 3, 4), served);
    }

    @Test
    void onlySoManyMayWait() throws Exception {
        Slots slots = open(1, 1);
        List<Integer> served = Collections.synchronizedList(new ArrayList<>());
        Thread waiting;
        try (Slots.Lease _ = slots.acquire("p")) {
            waiting = Thread.ofVirtual().start(() -> note(slots, 1, served));
            awaitParked(waiting);
            assertThrows(NoSlotException.class, () -> slots.acquire("p").close());
        }
        waiting.join();
        assertEquals(List.of(1), served);
    }

    @Test
    void nobodyWaitsForEver() throws Exception {
        Slots slots = open(1, 8, "x", Duration.ofMillis(50));
        try (Slots.Lease _ = slots.acquire("p")) {
            assertThrows(NoSlotException.class, () -> slots.acquire("p").close());
        }
        slots.acquire("p").close();
    }

    @Test
    void whatNeedsEverySlotWaitsForAllAndLetsNobodyIn() throws Exception {
        Slots slots = open(2, 8);
        CountDownLatch done = new CountDownLatch(1);
        Thread alone;
        try (Slots.Lease _ = slots.acquire("p")) {
            alone = Thread.ofVirtual().start(() -> alone(slots, done));
            awaitParked(alone);
            assertEquals(1, done.getCount());
        }
        assertTrue(done.await(10, TimeUnit.SECONDS));
        alone.join();
        slots.acquire("p").close();
    }

    @Test
    void drainingWaitsForRunsAndTurnsOthersAway() throws Exception {
        Slots slots = open(1, 8);
        List<Integer> served = Collections.synchronizedList(new ArrayList<>());
        Slots.Lease lease = slots.acquire("p");
        Thread waiting = Thread.ofVirtual().start(() -> note(slots, 1, served));
        awaitParked(waiting);
        assertFalse(slots.drain(Duration.ofMillis(20)));
        waiting.join();
        assertEquals(List.of(-1), served);
        assertThrows(NoSlotException.class, () -> slots.acquire("p").close());
        lease.close();
        assertTrue(slots.drain(Duration.ofMillis(20)));
    }

    private static void alone(Slots slots, CountDownLatch done) {
        try {
            slots.exclusively(done::countDown);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static void note(Slots slots, int number, List<Integer> served) {
        try (Slots.Lease _ = slots.acquire("p")) {
            served.add(number);
        } catch (NoSlotException e) {
            served.add(-number);
        } catch (BoxFaultException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void awaitParked(Thread thread) throws InterruptedException {
        while (thread.getState() != Thread.State.TIMED_WAITING && thread.getState() != Thread.State.WAITING) {
            Thread.sleep(1);
        }
    }

    /** The launchers of this test that are alive. */
    private List<ProcessHandle> launchers() {
        return ProcessHandle.current()
                .children()
                .filter(child -> saysOf(child, script.toString()))
                .toList();
    }

    /** That of the only slot. */
    private Optional<ProcessHandle> secondBox() {
        return launchers().stream().filter(child -> saysOf(child, "--slot 1 ")).findFirst();
    }

    private static boolean saysOf(ProcessHandle child, String text) {
        return child.info().commandLine().filter(line -> line.contains(text)).isPresent();
    }

    private Heard run(Slots slots, String word) throws Exception {
        Heard heard = new Heard();
        try (Slots.Lease lease = slots.acquire("p")) {
            lease.run(boxRun(word), heard);
            heard.awaitEnd();
        }
        return heard;
    }

    private static BoxRun boxRun(String word) {
        return new BoxRun(Step.of(word), LIMITS, Optional.empty(), Optional.empty());
    }

    private List<String> laidOut() throws IOException {
        try (var slots = Files.list(directory.resolve("slots"))) {
            return slots.filter(slot -> Files.exists(slot.resolve("main")))
                    .map(slot -> slot.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    private Slots open(int count, int waiting) throws Exception {
        return open(count, waiting, "codearena");
    }

    private Slots open(int count, int waiting, String cgroup) throws Exception {
        return open(count, waiting, cgroup, Duration.ofSeconds(20));
    }

    private Slots open(int count, int waiting, String cgroup, Duration patience) throws Exception {
        BoxCommand command = new BoxCommand(script, 60_000, directory, directory, List.of(), cgroup);
        Slots slots = Slots.start(
                new Slots.Settings(count, "auto", waiting, patience, Duration.ofMillis(200), List.of()),
                command,
                Tree.at(directory.resolve("slots")).root());
        opened.add(slots);
        slots.awaitStarts();
        return slots;
    }
}
