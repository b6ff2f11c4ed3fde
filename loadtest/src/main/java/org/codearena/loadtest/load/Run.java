package org.codearena.loadtest.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.codearena.loadtest.bench.Figure;
import org.codearena.loadtest.bench.Report;
import org.codearena.loadtest.load.ledger.Books;
import org.codearena.loadtest.load.ledger.Ledger;
import org.codearena.loadtest.load.report.Incident;
import org.codearena.loadtest.load.report.RunRecord;
import org.codearena.loadtest.load.report.RunRecord.Account;
import org.codearena.loadtest.load.scenario.Flow;
import org.codearena.loadtest.load.scenario.Scenario;
import org.codearena.loadtest.load.target.Admin;
import org.codearena.loadtest.load.target.Api;
import org.codearena.loadtest.load.target.Archive;
import org.codearena.loadtest.load.target.Choice;
import org.codearena.loadtest.load.target.Crowd;
import org.codearena.loadtest.load.target.LocalDatabase;
import org.codearena.loadtest.load.target.Metrics;
import org.codearena.loadtest.load.target.Person;
import org.codearena.loadtest.load.target.Shelf;

/**
 * A run from its beginning to its report: people are gathered, the phases are gone through, what still waits may end, the
 * ledger is held against the target, and the people are sent home.
 */
final class Run {
    private static final Duration ORDERLY_END = Duration.ofMinutes(2);
    private static final Duration DRAIN_WHEN_STOPPED = Duration.ofSeconds(1);

    private final Scenario scenario;
    private final Place place;
    private final Path problems;
    private final long seed;
    private final Path directory;
    private final LiveView view;
    private final Beside beside;
    private final Meters meters = new Meters();
    private final List<String> notes = new ArrayList<>();
    private final List<Incident> incidents = new ArrayList<>();
    private final Instant startedAt = Instant.now();

    Run(Scenario scenario, Place place, Path problems, long seed, Path directory, LiveView view, Beside beside) {
        this.scenario = scenario;
        this.place = place;
        this.problems = problems;
        this.seed = seed;
        this.directory = directory;
        this.view = view;
        this.beside = beside;
    }

    /** What a run leaves for its report. */
    record Result(RunRecord record, Outcome outcome, Meters meters) {}

    Result run() throws IOException, InterruptedException {
        Files.createDirectories(directory);
        String mark = "load " + startedAt;
        try (Api api = new Api(place.url());
                Admin admin = Admin.signIn(api, place.admin(), place.password(), mark);
                Crowd crowd = new Crowd(api, admin)) {
            Archive archive = new Archive(admin);
            Shelf shelf = shelf(archive);
            Map<String, List<Person>> people = gather(crowd, mark);
            Map<String, String> newest = archive.newestOf(people.values().stream()
                    .flatMap(List::stream)
                    .map(Person::username)
                    .toList());
            return load(api, archive, shelf, people, newest);
        }
    }

    private Shelf shelf(Archive archive) throws IOException, InterruptedException {
        archive.unavailableLanguages()
                .forEach(
                        (language, reason) -> notes.add("The target does not offer " + language + ": " + reason + "."));
        Shelf shelf = Shelf.read(
                problems,
                archive.problems().stream().map(Archive.Problem::slug).collect(Collectors.toSet()),
                archive.languages());
        view.line("%d programs whose verdicts are known, for %d problems"
                .formatted(shelf.programs().size(), shelf.problems().size()));
        shelf.leftOut().forEach(each -> notes.add("Left out: " + each + "."));
        return shelf;
    }

    private Map<String, List<Person>> gather(Crowd crowd, String mark) throws IOException, InterruptedException {
        Map<String, List<Person>> people = new LinkedHashMap<>();
        for (Flow flow : scenario.flows()) {
            int users = switch (flow) {
                case Flow.Submitting each -> each.users();
                case Flow.Working each -> each.users();
                case Flow.Reading _ -> 0;
            };
            if (users > 0) {
                people.put(flow.name(), crowd.gather(flow.name(), users, mark));
            }
        }
        view.line(people.values().stream().mapToInt(List::size).sum() + " users are signed in");
        return people;
    }

    private Result load(
            Api api, Archive archive, Shelf shelf, Map<String, List<Person>> people, Map<String, String> newest)
            throws IOException, InterruptedException {
        Path file = directory.resolve("ledger.ndjson");
        try (Watchers watchers = Watchers.of(place)) {
            Timeline timeline = new Timeline(
                    meters, Outcome.timed(scenario), watchers.database(), watchers.metrics(), view::second);
            Course course;
            try (Ledger ledger = Ledger.open(file);
                    Pace pace = new Pace(
                            actions(api, shelf, people, ledger),
                            meters,
                            seed,
                            scenario.generator().inFlight())) {
                course = goThrough(
                        pace, timeline, new Beside.Stage(api, shelf, people, ledger, meters, timeline::now, view));
            }
            double seconds = timeline.now();
            timeline.close();
            view.end();
            view.line("reconciling the ledger");
            Books books = Books.read(file);
            Account account = new Audit(archive, watchers.database()).account(books, newest);
            Outcome outcome = new Outcome(scenario, meters, course.spans(), timeline.seconds(), account, course.knee());
            List<Figure> figures = outcome.figures(beside.figures(
                    new Beside.After(List.copyOf(incidents), books, account, meters, watchers.database())));
            return new Result(record(outcome, figures, course, timeline, account, seconds), outcome, meters);
        }
    }

    /** Ctrl-C ends the arrivals; what was begun is still reconciled and reported. */
    private Course goThrough(Pace pace, Timeline timeline, Beside.Stage stage) throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        Thread ender = new Thread(
                () -> {
                    pace.stop();
                    awaitQuietly(done);
                },
                "end");
        Runtime.getRuntime().addShutdownHook(ender);
        timeline.start();
        beside.begin(stage);
        Course course = new Course(scenario, pace, meters, timeline, view, beside::goesOn);
        course.run();
        incidents.addAll(beside.end(pace.stopped()));
        view.stage(
                "waiting for the last verdicts",
                timeline.now(),
                timeline.now() + scenario.drain().toSeconds());
        boolean drained = pace.drain(pace.stopped() ? DRAIN_WHEN_STOPPED : scenario.drain());
        if (pace.stopped()) {
            notes.add("The run was broken off.");
        } else if (!drained) {
            notes.add("%d were under way when the time to wait for the last verdicts was over."
                    .formatted(pace.inFlight()));
        } else {
            Runtime.getRuntime().removeShutdownHook(ender);
        }
        done.countDown();
        return course;
    }

    private static void awaitQuietly(CountDownLatch done) {
        try {
            if (!done.await(ORDERLY_END.toSeconds(), TimeUnit.SECONDS)) {
                System.err.println("codearena: the run did not end in order");
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private Map<String, Actions> actions(Api api, Shelf shelf, Map<String, List<Person>> people, Ledger ledger) {
        Map<String, Actions> actions = new LinkedHashMap<>();
        for (Flow flow : scenario.flows()) {
            actions.put(
                    flow.name(),
                    switch (flow) {
                        case Flow.Submitting each ->
                            new Submitters(
                                    each.name(),
                                    each.refused(),
                                    people.getOrDefault(each.name(), List.of()),
                                    new Choice(each.name(), shelf, each.mix()),
                                    api,
                                    ledger,
                                    meters);
                        case Flow.Working each ->
                            new Coders(
                                    each.name(),
                                    each.work(),
                                    people.getOrDefault(each.name(), List.of()),
                                    api.server(),
                                    meters);
                        case Flow.Reading each -> new Readers(each.name(), each.paths(), shelf.problems(), api, meters);
                    });
        }
        return actions;
    }

    private RunRecord record(
            Outcome outcome, List<Figure> figures, Course course, Timeline timeline, Account account, double seconds)
            throws IOException {
        Report about = Report.of(figures);
        outcome.bottleneck().ifPresent(notes::add);
        notes.addAll(course.notes());
        return new RunRecord(
                scenario.name(),
                scenario.about(),
                place.toString(),
                seed,
                startedAt,
                seconds,
                about.machine(),
                about.commit(),
                course.spans(),
                figures,
                timeline.seconds(),
                outcome.curves(),
                outcome.users(),
                meters.countsOf(""),
                account,
                incidents,
                notes);
    }

    /** What looks into the target from beside, as far as that can be. */
    private record Watchers(Optional<LocalDatabase> database, Optional<Metrics> metrics) implements AutoCloseable {
        static Watchers of(Place place) throws IOException {
            Optional<LocalDatabase> database =
                    place.data().isPresent() ? LocalDatabase.of(place.data().get()) : Optional.empty();
            return new Watchers(database, place.metrics().map(Metrics::new));
        }

        @Override
        public void close() throws IOException {
            metrics.ifPresent(Metrics::close);
            if (database.isPresent()) {
                database.get().close();
            }
        }
    }
}
