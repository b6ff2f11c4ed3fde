package org.codearena.loadtest.load;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.codearena.loadtest.load.Meters.Kind;
import org.codearena.loadtest.load.Meters.Pending;
import org.codearena.loadtest.load.ledger.Entry;
import org.codearena.loadtest.load.ledger.Ledger;
import org.codearena.loadtest.load.scenario.Flow.Refused;
import org.codearena.loadtest.load.target.Answer;
import org.codearena.loadtest.load.target.Api;
import org.codearena.loadtest.load.target.Choice;
import org.codearena.loadtest.load.target.Person;
import org.codearena.loadtest.load.target.Program;
import org.codearena.loadtest.load.target.Trouble;
import org.codearena.loadtest.load.target.Verdicts;
import org.codearena.loadtest.load.target.Verdicts.Heard;
import tools.jackson.core.JacksonException;

/**
 * People who submit programs and wait for the verdicts. A request without an answer is sent again under the same key, so
 * it is the same request; one that is told to come later does so, timed anew from then.
 */
final class Submitters implements Actions {
    private static final Duration UNTIL_GIVEN_UP = Duration.ofMinutes(2);
    private static final Duration BEFORE_AGAIN = Duration.ofSeconds(1);

    private final String flow;
    private final Refused refused;
    private final List<Person> people;
    private final Choice choice;
    private final Api api;
    private final Verdicts verdicts;
    private final Ledger ledger;
    private final Meters meters;

    Submitters(
            String flow, Refused refused, List<Person> people, Choice choice, Api api, Ledger ledger, Meters meters) {
        this.flow = flow;
        this.refused = refused;
        this.people = List.copyOf(people);
        this.choice = choice;
        this.api = api;
        this.ledger = ledger;
        this.meters = meters;
        this.verdicts =
                new Verdicts(api, trouble -> meters.count("error." + trouble), () -> meters.count("reopened.events"));
    }

    @Override
    public Action next(RandomGenerator random) {
        Person person = people.get(random.nextInt(people.size()));
        Program program = choice.draw(random);
        return arrival -> new Submitting(person, program, arrival).run();
    }

    /** One arrival. */
    private final class Submitting {
        private final Person person;
        private final Program program;
        private final Arrival arrival;
        private final String key = UUID.randomUUID().toString();
        /** When this try should have left. */
        private long intended;
        /** A try got no answer, so nobody knows what became of it. */
        private boolean open;

        Submitting(Person person, Program program, Arrival arrival) {
            this.person = person;
            this.program = program;
            this.arrival = arrival;
            this.intended = arrival.intended();
        }

        void run() throws InterruptedException {
            try {
                Optional<String> id = submit();
                if (id.isPresent()) {
                    open = false;
                    awaitVerdict(id.get());
                }
            } finally {
                if (open) {
                    ledger.write(new Entry.Unanswered(
                            key, person.username(), program.problem(), program.language(), Instant.now()));
                }
            }
        }

        private Optional<String> submit() throws InterruptedException {
            long giveUp = arrival.intended() + UNTIL_GIVEN_UP.toNanos();
            while (true) {
                Optional<Answer> answer = send();
                if (answer.isEmpty() || answer.get().isFault()) {
                    open = true;
                    if (System.nanoTime() > giveUp) {
                        return Optional.empty();
                    }
                    Thread.sleep(BEFORE_AGAIN);
                } else if (answer.get().status() == 202) {
                    return Optional.of(taken(answer.get()));
                } else if (!answer.get().later() || !comesLater(answer.get())) {
                    return Optional.empty();
                }
            }
        }

        private Optional<Answer> send() throws InterruptedException {
            try {
                Answer answer = api.post("/submissions", person.token(), program.submission(), key);
                if (answer.status() != 202) {
                    meters.count((answer.later() ? "refused." : "error.submit http ") + answer.status());
                }
                return Optional.of(answer);
            } catch (IOException broken) {
                meters.count("error.submit " + Trouble.of(broken));
                return Optional.empty();
            }
        }

        private boolean comesLater(Answer answer) throws InterruptedException {
            if (refused == Refused.DROPPED) {
                return false;
            }
            Duration wait = answer.retryAfter().orElse(BEFORE_AGAIN);
            intended = System.nanoTime() + wait.toNanos();
            Thread.sleep(wait);
            return true;
        }

        /** First the ledger, then everything else. */
        private String taken(Answer answer) {
            long answered = System.nanoTime();
            String id = id(answer);
            ledger.write(new Entry.Acknowledged(
                    id,
                    key,
                    person.username(),
                    program.problem(),
                    program.language(),
                    program.path(),
                    program.expected(),
                    Instant.now()));
            meters.time(Kind.ACCEPT, flow, arrival.phase(), answered - intended);
            meters.count("accepted." + flow);
            return id;
        }

        private String id(Answer answer) {
            try {
                return answer.json().path("id").asString("");
            } catch (JacksonException broken) {
                throw new IllegalStateException("202 without an id: " + answer.text(), broken);
            }
        }

        private void awaitVerdict(String id) throws InterruptedException {
            meters.waits(id, new Pending(arrival.phase(), flow, arrival.intended()));
            Heard heard = verdicts.await(id, person.token());
            String verdict = heard.verdict();
            long told = System.nanoTime();
            meters.waitsNoMore(id);
            meters.time(Kind.WAIT, flow, arrival.phase(), heard.taken() - arrival.intended());
            meters.time(Kind.HELD, flow, arrival.phase(), told - heard.taken());
            meters.time(Kind.VERDICT, flow, arrival.phase(), told - arrival.intended());
            meters.timeOf(person.username(), flow, arrival.phase(), told - arrival.intended());
            meters.count("judged." + flow);
            meters.count("verdict." + verdict);
            if (!program.expected().contains(verdict)) {
                meters.count("wrong");
            }
            ledger.write(new Entry.Told(id, verdict, Instant.now()));
        }
    }
}
