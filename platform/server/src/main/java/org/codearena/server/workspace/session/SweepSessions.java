package org.codearena.server.workspace.session;

import java.time.Duration;
import org.jobrunr.jobs.lambdas.JobRequest;
import org.jobrunr.jobs.lambdas.JobRequestHandler;

/** The sweep that finds what nobody was told about: sessions and environments without each other, leases that ran out, useless disks. */
public record SweepSessions() implements JobRequest {
    /** How often it looks. */
    public static final Duration EVERY = Duration.ofMinutes(1);

    @Override
    public Class<Handler> getJobRequestHandler() {
        return Handler.class;
    }

    /** Idempotent: it changes only what is not as it should be. */
    public static final class Handler implements JobRequestHandler<SweepSessions> {
        private final SessionService sessions;

        public Handler(SessionService sessions) {
            this.sessions = sessions;
        }

        @Override
        public void run(SweepSessions request) {
            sessions.sweep();
        }
    }
}
