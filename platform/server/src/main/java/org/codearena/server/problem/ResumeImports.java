package org.codearena.server.problem;

import java.time.Duration;
import java.util.UUID;
import java.util.function.Consumer;
import org.jobrunr.jobs.lambdas.JobRequest;
import org.jobrunr.jobs.lambdas.JobRequestHandler;

/** The sweep that finds imports without a job: an import and its job are written one after the other, and a server may die between. */
public record ResumeImports() implements JobRequest {
    /** How often it looks. */
    public static final Duration EVERY = Duration.ofMinutes(1);

    @Override
    public Class<Handler> getJobRequestHandler() {
        return Handler.class;
    }

    /** Idempotent: an import's job has the import's id, and one id is one job. */
    public static final class Handler implements JobRequestHandler<ResumeImports> {
        private final ProblemImports imports;
        private final Consumer<UUID> enqueue;

        public Handler(ProblemImports imports, Consumer<UUID> enqueue) {
            this.imports = imports;
            this.enqueue = enqueue;
        }

        @Override
        public void run(ResumeImports request) {
            imports.resume(enqueue);
        }
    }
}
