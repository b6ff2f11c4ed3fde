package org.codearena.server;

import java.time.Duration;
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

        @Override
        public void run(CleanUp request) {
            chores.forEach(Runnable::run);
        }
    }
}
