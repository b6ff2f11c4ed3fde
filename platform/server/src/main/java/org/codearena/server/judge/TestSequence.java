package org.codearena.server.judge;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.codearena.server.submission.TestResult;

/**
 * Runs tests for a caller who wants the results in their order, and some of them ahead of their turn while slots are free.
 * The caller's own thread never waits for a test while there is another to run. Results of tests that turn out not to be
 * wanted are thrown away, so what the caller sees is what it would see one by one.
 */
final class TestSequence {
    /** How far ahead of its turn a test may run: what a failed test makes useless is bounded by it. */
    private static final int AHEAD = 16;

    private final List<TestSet.Test> tests;
    private final Function<TestSet.Test, TestResult> runner;
    private final FreeSlots slots;
    private final Map<Integer, CompletableFuture<TestResult>> started = new HashMap<>();

    TestSequence(List<TestSet.Test> tests, Function<TestSet.Test, TestResult> runner, FreeSlots slots) {
        this.tests = tests;
        this.runner = runner;
        this.slots = slots;
    }

    /** Waits for the result of the test at this index. */
    TestResult resultAt(int index) {
        CompletableFuture<TestResult> wanted = started.get(index);
        if (wanted == null) {
            startOthers(index + 1);
            return runner.apply(tests.get(index));
        }
        startOthers(index + 1);
        for (int next = nextFrom(index + 1); !wanted.isDone() && next < end(index); next = nextFrom(next)) {
            started.put(next, runHere(tests.get(next)));
        }
        return joined(wanted);
    }

    private int end(int index) {
        return Math.min(tests.size(), index + AHEAD);
    }

    private int nextFrom(int index) {
        int next = index;
        while (started.containsKey(next)) {
            next++;
        }
        return next;
    }

    private void startOthers(int from) {
        for (int next = nextFrom(from); next < end(from) && slots.takeIfAny(); next = nextFrom(next)) {
            TestSet.Test test = tests.get(next);
            CompletableFuture<TestResult> result = new CompletableFuture<>();
            started.put(next, result);
            Thread.ofVirtual().name("test-ahead").start(() -> {
                try {
                    complete(result, test);
                } finally {
                    slots.giveBack();
                }
            });
        }
    }

    private CompletableFuture<TestResult> runHere(TestSet.Test test) {
        CompletableFuture<TestResult> result = new CompletableFuture<>();
        complete(result, test);
        return result;
    }

    private void complete(CompletableFuture<TestResult> result, TestSet.Test test) {
        try {
            result.complete(runner.apply(test));
        } catch (RuntimeException | Error fault) {
            // Whatever it is: somebody waits for this result.
            result.completeExceptionally(fault);
        }
    }

    private static TestResult joined(CompletableFuture<TestResult> result) {
        try {
            return result.join();
        } catch (CompletionException failed) {
            switch (failed.getCause()) {
                case RuntimeException fault -> throw fault;
                case Error error -> throw error;
                case null, default -> throw failed;
            }
        }
    }
}
