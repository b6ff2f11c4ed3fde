package org.codearena.loadtest.load.chaos;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Something that goes wrong in a computer centre. */
public sealed interface Fault {
    /** A process, or the processes, that can be hit. */
    enum Part {
        SERVER,
        JUDGE,
        RUNNER,
        /** What runs one program at a time below a runner: hit while it does. */
        BOX,
        RABBITMQ,
        REDIS,
        POSTGRES;

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Killed without warning, with everything below it where it is a service. */
    record Kill(Part part) implements Fault {}

    /** Stopped, and let go on some seconds later. */
    record Pause(Part part) implements Fault {}

    /** Every connection to a service is torn. */
    record Cut(Part part) implements Fault {}

    /** The object store cannot be reached for some seconds. */
    record StoreAway() implements Fault {}

    /** The broker is killed and finds nothing of what it kept. */
    record BrokerWiped() implements Fault {}

    /** The cache is empty at once. */
    record CacheEmptied() implements Fault {}

    /** What it is called on a command line and in a report. */
    default String name() {
        return switch (this) {
            case Kill(Part part) -> "kill-" + part.text();
            case Pause(Part part) -> "pause-" + part.text();
            case Cut(Part part) -> "cut-" + part.text();
            case StoreAway _ -> "blobs-away";
            case BrokerWiped _ -> "wipe-rabbitmq";
            case CacheEmptied _ -> "empty-redis";
        };
    }

    /** What is done, in a few words. */
    default String about() {
        return switch (this) {
            case Kill(Part part) ->
                "kill -9 of " + (part == Part.POSTGRES ? "the whole tree, as a crash would" : "the process");
            case Pause _ -> "SIGSTOP, and SIGCONT some seconds later";
            case Cut _ -> "the kernel resets every connection to it";
            case StoreAway _ -> "the object store's directory is no directory for some seconds";
            case BrokerWiped _ -> "kill -9, and all that it kept is gone when it comes back";
            case CacheEmptied _ -> "FLUSHALL";
        };
    }

    /** All that there are. */
    static List<Fault> all() {
        List<Part> services = List.of(Part.RABBITMQ, Part.REDIS, Part.POSTGRES);
        return Stream.of(
                        Arrays.stream(Part.values()).map(Kill::new),
                        Arrays.stream(Part.values())
                                .filter(part -> part != Part.BOX)
                                .map(Pause::new),
                        services.stream().map(Cut::new),
                        Stream.of(new StoreAway(), new BrokerWiped(), new CacheEmptied()))
                .<Fault>flatMap(each -> each)
                .toList();
    }

    /** That of this name. */
    static Fault named(String name) {
        return all().stream()
                .filter(fault -> fault.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new ChaosException("there is no fault '" + name + "', known are "
                        + all().stream().map(Fault::name).collect(Collectors.joining(", "))));
    }
}
