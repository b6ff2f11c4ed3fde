package org.codearena.loadtest.load.plan;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.codearena.loadtest.load.scenario.Spans;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Says how large an installation must be. */
@Command(
        name = "plan",
        description =
                "Says how many slots, nodes, connections and bytes an installation needs, from measured service times,"
                        + " by a formula of queues that a simulation checks.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  load plan --submissions-per-hour 20000 --mix python=0.5,java=0.3,cpp=0.2 --html plan.html",
            "  load plan --users 1000,100000,10000000     a table with a column for each",
            "  load plan --submissions-per-hour 500 --target http://127.0.0.1:9090",
            "",
            "Exits 0 only when the simulation bears out the tolerated wait. 'load check-plan' holds such waits against those of an"
                    + " installation that runs."
        })
public final class PlanCommand implements Callable<Integer> {
    private static final int NOT_HELD = 1;

    @ArgGroup(multiplicity = "1")
    private Amount amount = new Amount();

    @Mixin
    private People people = new People();

    @Mixin
    private Place place = new Place();

    @Mixin
    private Figures figures = new Figures();

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "of the simulation (default: 1)")
    private long seed = 1;

    @Option(names = "--json", paramLabel = "FILE", description = "write the plan, or the plans, to this file")
    private @Nullable Path json;

    @Option(names = "--html", paramLabel = "FILE", description = "write a page with the waits by slots to this file")
    private @Nullable Path html;

    /** How much comes, in one of two ways. */
    static final class Amount {
        @Option(names = "--submissions-per-hour", paramLabel = "N", description = "in the busiest hour")
        private @Nullable Double perHour;

        @Option(
                names = "--users",
                paramLabel = "N",
                split = ",",
                description = "people with an account; several numbers make a table")
        private @Nullable List<Long> users;
    }

    /** How people are. */
    static final class People {
        @Option(
                names = "--mix",
                paramLabel = "LANG=WEIGHT",
                split = ",",
                description = "how often each language comes (default: as it was measured)")
        private @Nullable Map<String, Double> mix;

        @Option(
                names = "--peak-factor",
                paramLabel = "F",
                defaultValue = "4",
                description = "so many times the hour's average comes while it is busiest (default: ${DEFAULT-VALUE})")
        private double peakFactor = 4;

        @Option(
                names = "--per-user-and-day",
                paramLabel = "N",
                defaultValue = "0.5",
                description = "submissions of one user, of those who have an account (default: ${DEFAULT-VALUE})")
        private double perUserAndDay = 0.5;

        @Option(
                names = "--busiest-hour",
                paramLabel = "SHARE",
                defaultValue = "0.12",
                description = "of a day's submissions (default: ${DEFAULT-VALUE})")
        private double busiestHour = 0.12;

        @Option(
                names = "--days",
                paramLabel = "N",
                defaultValue = "365",
                description = "over which submissions are kept (default: ${DEFAULT-VALUE})")
        private int days = 365;

        Demand.Habits habits() {
            return new Demand.Habits(perUserAndDay, busiestHour);
        }
    }

    /** What it is to run on. */
    static final class Place {
        @Option(
                names = "--tolerated-wait",
                paramLabel = "TIME",
                defaultValue = "10s",
                description = "for a slot, for 95 of 100 while it is busiest (default: ${DEFAULT-VALUE})")
        private String toleratedWait = "10s";

        @Option(
                names = "--most-busy",
                paramLabel = "SHARE",
                defaultValue = "0.8",
                description = "of the slots that may be busy then (default: ${DEFAULT-VALUE})")
        private double mostBusy = 0.8;

        @Option(
                names = "--judges",
                paramLabel = "WHOSE",
                description =
                        "${COMPLETION-CANDIDATES}: whether all languages share the slots (default: shared where one"
                                + " node does, per-language elsewhere)")
        private Site.@Nullable Judges judges;

        @Option(names = "--cores-per-node", paramLabel = "N", defaultValue = "8", description = "default: 8")
        private int cores = 8;

        @Option(names = "--memory-per-node", paramLabel = "GIB", defaultValue = "32", description = "default: 32")
        private int gib = 32;

        @Option(
                names = "--slots-per-judge",
                paramLabel = "N",
                defaultValue = "4",
                description = "of one judge in a cluster (default: ${DEFAULT-VALUE})")
        private int slotsPerJudge = 4;

        Site site() {
            return new Site(
                    Spans.parse("--tolerated-wait", toleratedWait).toMillis(),
                    mostBusy,
                    Optional.ofNullable(judges),
                    cores,
                    gib,
                    slotsPerJudge);
        }
    }

    /** Where the measured figures come from. */
    static final class Figures {
        @Option(names = "--measured", paramLabel = "FILE", description = "measured figures (default: the shipped ones)")
        private @Nullable Path file;

        @Option(
                names = "--target",
                paramLabel = "URL",
                description = "take service times and the mix from the metrics at this address; once for each judge")
        private @Nullable List<URI> targets;

        @Option(names = "--save-measured", paramLabel = "FILE", description = "write what was measured, for --measured")
        private @Nullable Path save;

        Measured measured() throws IOException, InterruptedException {
            Measured known = file == null ? Measured.shipped() : Measured.of(file);
            Measured measured = targets == null ? known : Scrape.measure(targets, known);
            if (save != null) {
                measured.write(save);
            }
            return measured;
        }
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Measured measured = figures.measured();
        Planner planner = new Planner(measured, place.site(), people.days, seed);
        List<Plan> plans = demands(measured).stream().map(planner::plan).toList();
        if (json != null) {
            write(plans, json);
        }
        if (html != null) {
            Files.writeString(html, PlanTable.page(only(plans)));
        }
        (plans.size() == 1 ? PlanTable.lines(plans.getFirst()) : PlanTable.markdown(plans))
                .forEach(System.out::println);
        return plans.stream().allMatch(Plan::holds) ? 0 : NOT_HELD;
    }

    private List<Demand> demands(Measured measured) {
        Map<String, Double> mix = people.mix == null ? measured.mix() : people.mix;
        if (amount.users != null) {
            return amount.users.stream()
                    .map(users -> Demand.ofUsers(users, people.habits(), people.peakFactor, mix))
                    .toList();
        }
        double perHour = amount.perHour == null ? 0 : amount.perHour;
        return List.of(Demand.perHour(perHour, people.habits(), people.peakFactor, mix));
    }

    private static Plan only(List<Plan> plans) {
        if (plans.size() > 1) {
            throw new PlanException("--html shows one plan, and " + plans.size() + " were asked for");
        }
        return plans.getFirst();
    }

    private static void write(List<Plan> plans, Path file) throws IOException {
        JsonMapper mapper =
                JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
        Files.write(file, mapper.writeValueAsBytes(plans.size() == 1 ? plans.getFirst() : plans));
    }
}
