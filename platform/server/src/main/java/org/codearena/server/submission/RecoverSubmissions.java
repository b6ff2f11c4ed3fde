package org.codearena.server.submission;

import java.time.Duration;
import java.util.List;
import org.jobrunr.jobs.lambdas.JobRequest;
import org.jobrunr.jobs.lambdas.JobRequestHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The sweep that heals what crashes and lost messages left behind. */
public record RecoverSubmissions() implements JobRequest {
    /** How often it looks. */
    public static final Duration EVERY = Duration.ofMinutes(1);

    private static final Duration UNCLAIMED_FOR = Duration.ofMinutes(2);

    @Override
    public Class<Handler> getJobRequestHandler() {
        return Handler.class;
    }

    /** Idempotent: it puts back only what is due. */
    public static final class Handler implements JobRequestHandler<RecoverSubmissions> {
        private static final Logger log = LoggerFactory.getLogger(Handler.class);
        private final List<Docket> dockets;

        public Handler(List<Docket> dockets) {
            this.dockets = List.copyOf(dockets);
        }

        @Override
        public void run(RecoverSubmissions request) {
            int recovered = dockets.stream()
                    .mapToInt(docket -> docket.recover(UNCLAIMED_FOR))
                    .sum();
            if (recovered > 0) {
                log.atWarn().addKeyValue("submissions", recovered).log("submissions put back into the backlog");
            }
        }
    }
}
