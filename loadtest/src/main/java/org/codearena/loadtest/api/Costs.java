package org.codearena.loadtest.api;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.codearena.loadtest.bench.Samples;
import org.codearena.loadtest.load.target.Answer;
import org.codearena.loadtest.load.target.Client;
import org.codearena.loadtest.load.target.Person;
import org.codearena.loadtest.load.target.TargetException;
import org.codearena.server.submission.SubmissionStore;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** What single steps cost one after the other, in milliseconds: over HTTP what people do, in the database what sweeps do. */
final class Costs {
    private static final Duration UNCLAIMED = Duration.ofMinutes(2);
    private static final int BACKLOG_COUNTED = 50_000;
    private static final int PENDING_COUNTED = 500;

    private final UnderTest installation;
    private final Client client;
    private final Person person;
    private final String nobody;
    private final SampleSubmission sample;
    private final SubmissionStore store = new SubmissionStore();

    /**
     * @param person who has not submitted yet, and may see everything
     * @param nobody a user who never submits
     */
    Costs(UnderTest installation, Client client, Person person, String nobody, SampleSubmission sample) {
        this.installation = installation;
        this.client = client;
        this.person = person;
        this.nobody = nobody;
        this.sample = sample;
    }

    private interface Step {
        void run() throws IOException;
    }

    /** All of them, in turn, so many times. */
    Map<String, Samples> measure(int samples) throws IOException {
        Map<String, List<Double>> millis = new LinkedHashMap<>();
        Map<String, Step> steps = steps(submit());
        for (int round = 0; round < samples; round++) {
            for (Map.Entry<String, Step> each : steps.entrySet()) {
                long started = System.nanoTime();
                each.getValue().run();
                millis.computeIfAbsent(each.getKey(), _ -> new ArrayList<>()).add((System.nanoTime() - started) / 1e6);
            }
        }
        Map<String, Samples> measured = new LinkedHashMap<>();
        millis.forEach((what, all) -> measured.put(what, new Samples(all)));
        return measured;
    }

    private Map<String, Step> steps(String submission) {
        Handle handle = Jdbi.create(installation.database()).open();
        Map<String, Step> steps = new LinkedHashMap<>();
        steps.put("accept", this::submit);
        steps.put("list_all", () -> get("/submissions"));
        steps.put("list_user", () -> get("/submissions?user=" + person.username()));
        steps.put("list_problem", () -> get("/submissions?problem=" + sample.problem()));
        steps.put("list_verdict", () -> get("/submissions?verdict=memory-limit-exceeded"));
        steps.put(
                "list_user_problem",
                () -> get("/submissions?problem=" + sample.problem() + "&user=" + person.username()));
        // What is rare among all that is stored, or not there at all.
        steps.put("list_user_none", () -> get("/submissions?user=" + nobody));
        steps.put("list_problem_none", () -> get("/submissions?problem=" + sample.otherProblem()));
        steps.put("show", () -> get("/submissions/" + submission));
        steps.put("sweep_lost", inTransaction(handle, tx -> store.attempts().recover(tx, UNCLAIMED)));
        steps.put("sweep_runs", inTransaction(handle, tx -> store.deleteRuns(tx, Duration.ofDays(1))));
        steps.put("count_backlog", inTransaction(handle, tx -> store.backlog(tx, BACKLOG_COUNTED)));
        steps.put("count_pending", inTransaction(handle, tx -> store.pendingOf(tx, new UUID(0, 0), PENDING_COUNTED)));
        return steps;
    }

    private static Step inTransaction(Handle handle, Consumer<Handle> work) {
        return () -> handle.useTransaction(work::accept);
    }

    private String submit() throws IOException {
        return sample.submit(client, person);
    }

    private void get(String path) throws IOException {
        Answer answer = client.get("/api/v1" + path, person.token());
        if (!answer.ok()) {
            throw new TargetException(path + " answers " + answer.status() + ": " + answer.text());
        }
    }
}
