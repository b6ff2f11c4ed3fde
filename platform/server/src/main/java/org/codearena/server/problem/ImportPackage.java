package org.codearena.server.problem;

import java.io.IOException;
import java.util.UUID;
import org.jobrunr.jobs.lambdas.JobRequest;
import org.jobrunr.jobs.lambdas.JobRequestHandler;

/** The background work of an import. */
public record ImportPackage(UUID importId) implements JobRequest {
    @Override
    public Class<Handler> getJobRequestHandler() {
        return Handler.class;
    }

    /** Idempotent: an import that is done is passed over. */
    public static final class Handler implements JobRequestHandler<ImportPackage> {
        private final ProblemImports imports;

        public Handler(ProblemImports imports) {
            this.imports = imports;
        }

        @Override
        public void run(ImportPackage request) throws IOException {
            imports.carryOut(request.importId());
        }
    }
}
