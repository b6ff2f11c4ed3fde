package org.codearena.server.judge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.codearena.server.execution.RunnerFault;
import org.codearena.server.submission.TestResult;
import org.junit.jupiter.api.Test;

/** Tests run ahead of their turn give the results that they would give one by one. */
final class TestSequenceTest {
    private final FreeSlots slots = new FreeSlots();
    private final AtomicInteger runs = new AtomicInteger();

    @Test
    void withoutAFreeSlotEachTestRunsInItsTurn() {
        TestSequence sequence = sequence(5, this::count);
        sequence.resultAt(0);
        assertEquals(1, runs.get());
        sequence.resultAt(1);
        assertEquals(2, runs.get());
    }

    @Test
    void resultsComeInTheOrderOfTheTestsWhateverRanFirst() {
        slots.add(3);
        TestSequence sequence = sequence(100, this::count);
        List<Integer> numbers = IntStream.range(0, 100)
                .map(index -> sequence.resultAt(index).number())
                .boxed()
                .toList();
        assertEquals(IntStream.rangeClosed(1, 100).boxed().toList(), numbers);
        assertEquals(100, runs.get(), "each test ran once");
    }

    @Test
    void twoTestsRunAtOnceWhereTwoSlotsAreThere() {
        slots.add(1);
        CountDownLatch both = new CountDownLatch(2);
        TestSequence sequence = sequence(2, test -> {
            both.countDown();
            assertTrue(awaitQuietly(both), "the other one runs as well");
            return count(test);
        });
        assertEquals(1, sequence.resultAt(0).number());
        assertEquals(2, sequence.resultAt(1).number());
    }

    @Test
    void aFaultOfATestThatRanAheadIsHeardInItsTurnAndNotBefore() {
        slots.add(2);
        TestSequence sequence = sequence(3, test -> {
            if (test.number() == 2) {
                throw new RunnerFault("told to fail");
            }
            return count(test);
        });
        assertEquals(1, sequence.resultAt(0).number());
        assertThrows(RunnerFault.class, () -> sequence.resultAt(1));
    }

    private TestSequence sequence(int count, Function<TestSet.Test, TestResult> runner) {
        List<TestSet.Test> tests = IntStream.rangeClosed(1, count)
                .mapToObj(number -> TestSet.Test.plain(number, "secret", false, "in", "ans"))
                .toList();
        return new TestSequence(tests, runner, slots);
    }

    private TestResult count(TestSet.Test test) {
        runs.incrementAndGet();
        return new TestResult(test.number(), test.group(), false, "accepted", 0, 0, 0, "");
    }

    private static boolean awaitQuietly(CountDownLatch latch) {
        try {
            return latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
