package org.codearena.runner.http;

import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import org.codearena.contract.CompileReply;
import org.codearena.runner.box.BoxFaultException;
import org.codearena.runner.box.NoSlotException;
import org.codearena.runner.program.Programs;

/**
 * Answers to compile requests by all that they depend on. An answer is kept as long as its program is, so what bounds the
 * programs bounds this; only one with a program and not too much text is kept. The same compile is never under way
 * twice: who comes meanwhile gets the first one's answer, also a refusal. Safe for use by several threads.
 */
final class CompileCache {
    /** Text is kept in memory, unlike programs. */
    private static final int LONGEST_TEXT = 64 << 10;

    private final Programs programs;
    private final ReentrantLock lock = new ReentrantLock();
    /** Least recently used first. Guarded by the lock, as are those under way. */
    private final Map<String, CompileReply> kept = new LinkedHashMap<>(64, 0.75f, true);

    private final Map<String, CompletableFuture<Optional<CompileReply>>> underWay = new HashMap<>();

    CompileCache(Programs programs) {
        this.programs = programs;
    }

    /** Makes an answer. */
    interface Work {
        CompileReply carryOut() throws IOException, NoSlotException, BoxFaultException, InterruptedException;
    }

    /** The answer kept under the key, or else the work's. */
    CompileReply get(String key, Work work)
            throws IOException, NoSlotException, BoxFaultException, InterruptedException {
        while (true) {
            CompletableFuture<Optional<CompileReply>> mine = new CompletableFuture<>();
            CompletableFuture<Optional<CompileReply>> earlier;
            lock.lock();
            try {
                Optional<CompileReply> known = find(key);
                if (known.isPresent()) {
                    return known.get().fromCache();
                }
                earlier = underWay.putIfAbsent(key, mine);
            } finally {
                lock.unlock();
            }
            if (earlier == null) {
                return make(key, work, mine);
            }
            Optional<CompileReply> theirs = await(earlier);
            if (theirs.isPresent()) {
                return theirs.get().fromCache();
            }
        }
    }

    private Optional<CompileReply> find(String key) throws IOException {
        CompileReply reply = kept.get(key);
        if (reply == null) {
            return Optional.empty();
        }
        if (!programs.use(reply.program().orElseThrow())) {
            kept.remove(key);
            return Optional.empty();
        }
        return Optional.of(reply);
    }

    private CompileReply make(String key, Work work, CompletableFuture<Optional<CompileReply>> mine)
            throws IOException, NoSlotException, BoxFaultException, InterruptedException {
        Optional<CompileReply> made = Optional.empty();
        try {
            CompileReply reply = work.carryOut();
            made = Optional.of(reply);
            return reply;
        } finally {
            lock.lock();
            try {
                underWay.remove(key);
                made.ifPresent(reply -> keep(key, reply));
            } finally {
                lock.unlock();
            }
            mine.complete(made);
        }
    }

    private void keep(String key, CompileReply reply) {
        if (reply.program().isPresent() && reply.output().length() <= LONGEST_TEXT) {
            kept.put(key, reply);
        }
        if (kept.size() > programs.maxCount()) {
            kept.remove(kept.keySet().iterator().next());
        }
    }

    /** Empty where it came to nothing; then it is the next one's turn. */
    private static Optional<CompileReply> await(CompletableFuture<Optional<CompileReply>> earlier)
            throws InterruptedException {
        try {
            return earlier.get();
        } catch (ExecutionException never) {
            throw new IllegalStateException(never);
        }
    }
}
