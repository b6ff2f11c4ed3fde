package org.codearena.server.reclaim;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.codearena.server.infra.Blobs;
import org.codearena.server.infra.Database;
import org.jobrunr.jobs.lambdas.JobRequest;
import org.jobrunr.jobs.lambdas.JobRequestHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks for blobs that no row names, and deletes those that none has named for long. */
public record ReclaimBlobs() implements JobRequest {
    /** How often it looks: each look reads every table. */
    public static final Duration EVERY = Duration.ofDays(1);

    /** How long it keeps what no row names, where nobody says otherwise: longer than backups of the database are kept by most. */
    public static final Duration KEPT = Duration.ofDays(30);

    @Override
    public Class<Handler> getJobRequestHandler() {
        return Handler.class;
    }

    /**
     * Idempotent: what is deleted is gone. A blob is put before the row that names it is written, and a name is only ever copied from a row
     * that has it; so what was unreferenced at every look and was not put meanwhile can be named by no row that comes.
     */
    public static final class Handler implements JobRequestHandler<ReclaimBlobs> {
        private static final Logger log = LoggerFactory.getLogger(Handler.class);

        private final Database database;
        private final Blobs blobs;
        private final InstantSource clock;
        private final Duration kept;
        private final References references;
        private final Counter reclaimed;

        /**
         * @param schemas others than the usual one in which rows may name blobs
         * @param kept how long a blob stays that no row names
         */
        public Handler(
                Database database,
                Blobs blobs,
                InstantSource clock,
                MeterRegistry meters,
                List<String> schemas,
                Duration kept) {
            this.database = database;
            this.blobs = blobs;
            this.clock = clock;
            this.kept = kept;
            this.references = new References(schemas);
            this.reclaimed = Counter.builder("codearena.blobs.reclaimed")
                    .description("blobs deleted as no row had named them for long")
                    .register(meters);
        }

        @Override
        public void run(ReclaimBlobs request) {
            Instant now = clock.instant();
            List<References.Unreferenced> due = database.atOneMoment(tx -> {
                references.look(tx, blobs, now);
                return references.unreferencedSince(tx, now.minus(kept));
            });
            long deleted = due.stream().filter(this::delete).count();
            if (deleted > 0) {
                log.atInfo().addKeyValue("blobs", deleted).log("blobs that nothing names deleted");
            }
        }

        /** One that was put meanwhile begins anew. */
        private boolean delete(References.Unreferenced blob) {
            try {
                boolean deleted = blobs.delete(blob.sha256(), blob.since());
                database.useTransaction(tx -> references.forget(tx, blob.sha256()));
                if (deleted) {
                    reclaimed.increment();
                }
                return deleted;
            } catch (IOException away) {
                throw new UncheckedIOException(away);
            }
        }
    }
}
