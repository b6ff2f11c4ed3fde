package org.codearena.server;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jobrunr.jobs.lambdas.JobRequest;
import org.jobrunr.jobs.lambdas.JobRequestHandler;

/** Deletes, now and then, what nobody needs any more. */
public record CleanUp() implements JobRequest {
    static final Duration EVERY = Duration.ofHours(1);

    @Override
    public Class<Handler> getJobRequestHandler() {
        return Handler.class;
    }

    /** Idempotent: what is deleted is gone. */
    public static final class Handler implements JobRequestHandler<CleanUp> {
        private final List<Runnable> chores;

        Handler(List<Runnable> chores) {
            this.chores = List.copyOf(chores);
        }

        /** One that fails keeps none of the others from being done; the job fails afterwards, and comes again. */
        @Override
        public void run(CleanUp request) {
            List<RuntimeException> failures = new ArrayList<>();
            for (Runnable chore : chores) {
                try {
                    chore.run();
                } catch (RuntimeException failure) {
                    failures.add(failure);
                }
            }
            if (!failures.isEmpty()) {
                RuntimeException first = failures.getFirst();
                failures.stream().skip(1).forEach(first::addSuppressed);
                throw first;
            }
        }
    }
}
