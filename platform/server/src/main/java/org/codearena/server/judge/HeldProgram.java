package org.codearena.server.judge;

import java.util.Optional;
import java.util.function.Function;
import org.codearena.server.execution.RunnerFault;

/**
 * A program that a runner holds for now. Runners keep programs as caches do: when one has been dropped it is made again,
 * once for all who use it. Thread-safe.
 */
final class HeldProgram {
    private final Compiler compiler;
    private volatile Compiled.Ready now;

    HeldProgram(Compiler compiler, Compiled.Ready first) {
        this.compiler = compiler;
        this.now = first;
    }

    Compiled.Ready now() {
        return now;
    }

    synchronized void renew(Compiled.Ready lost) {
        if (now.handle().equals(lost.handle())) {
            now = compiler.again(lost);
        }
    }

    /** Does something with the program; when the runner answers that it does not know it, makes it again and tries once more. */
    <T> T use(Function<Compiled.Ready, Optional<T>> use) {
        Compiled.Ready first = now;
        Optional<T> answer = use.apply(first);
        if (answer.isPresent()) {
            return answer.get();
        }
        renew(first);
        return use.apply(now)
                .orElseThrow(() -> new RunnerFault("the runner dropped a program or a blob that it had just got"));
    }
}
