package org.codearena.server.infra;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.codearena.server.TestDatabase;
import org.codearena.server.Until;
import org.jobrunr.jobs.lambdas.JobRequest;
import org.jobrunr.jobs.lambdas.JobRequestHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The job engine as this project uses it, on a real database. */
final class JobsTest {
    private final TestDatabase db = TestDatabase.open();
    private final List<Errand> done = new CopyOnWriteArrayList<>();
    private Jobs jobs;

    /** A record, as all requests here are: it goes through JSON and comes back. */
    public record Errand(UUID what, boolean fails) implements JobRequest {
        @Override
        public Class<Handler> getJobRequestHandler() {
            return Handler.class;
        }
    }

    public record Handler(List<Errand> done) implements JobRequestHandler<Errand> {
        @Override
        public void run(Errand errand) {
            done.add(errand);
            if (errand.fails() && done.size() == 1) {
                throw new IllegalStateException("the first time it fails");
            }
        }
    }

    @BeforeEach
    void start() {
        jobs = new Jobs(db.database().dataSource(), "jobs", Map.of());
        jobs.handle(new Handler(done));
        jobs.start();
    }

    @AfterEach
    void end() {
        jobs.close();
        db.close();
    }

    @Test
    void aRequestComesThroughStorageAsItWas() {
        Errand errand = new Errand(UUID.randomUUID(), false);
        jobs.enqueue(errand.what(), errand);
        Until.holds("it is done", () -> done.equals(List.of(errand)));
    }

    @Test
    void oneIdIsOneJobHoweverOftenItIsEnqueued() {
        Errand errand = new Errand(UUID.randomUUID(), false);
        jobs.enqueue(errand.what(), errand);
        jobs.enqueue(errand.what(), errand);
        Until.holds("it is done", () -> jobs.states().getOrDefault("succeeded", 0L) == 1);
        jobs.enqueue(errand.what(), errand);
        Errand last = new Errand(UUID.randomUUID(), false);
        jobs.enqueue(last.what(), last);
        Until.holds("the last one is done", () -> done.contains(last));
        assertEquals(List.of(errand, last), done);
    }

    @Test
    void whatFailsIsDoneAgain() {
        Errand errand = new Errand(UUID.randomUUID(), true);
        jobs.enqueue(errand.what(), errand);
        Until.holds("it is done again", () -> done.equals(List.of(errand, errand)));
        Until.holds("and has succeeded", () -> jobs.states().getOrDefault("succeeded", 0L) == 1);
        assertEquals(0, jobs.states().getOrDefault("failed", 0L), jobs.states().toString());
    }
}
