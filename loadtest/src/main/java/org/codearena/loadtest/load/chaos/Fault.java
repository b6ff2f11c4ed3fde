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
    record Kill(Part part) implements Fault {
        @Override
        public String name() {
            return "kill-" + part.text();
        }

        @Override
        public String about() {
            return "kill -9 of " + (part == Part.POSTGRES ? "the whole tree, as a crash would" : "the process");
        }
    }

    /** Stopped, and let go on some seconds later. */
    record Pause(Part part) implements Fault {
        @Override
        public String name() {
            return "pause-" + part.text();
        }

        @Override
        public String about() {
            return "SIGSTOP, and SIGCONT some seconds later";
        }
    }

    /** Every connection to a service is torn. */
    record Cut(Part part) implements Fault {
        @Override
        public String name() {
            return "cut-" + part.text();
        }

        @Override
        public String about() {
            return "the kernel resets every connection to it";
        }
    }

    /** The object store cannot be reached for some seconds. */
    record StoreAway() implements Fault {
        @Override
        public String name() {
            return "blobs-away";
        }

        @Override
        public String about() {
            return "the object store's directory is no directory for some seconds";
        }
    }

    /** The broker is killed and finds nothing of what it kept. */
    record BrokerWiped() implements Fault {
        @Override
        public String name() {
            return "wipe-rabbitmq";
        }

        @Override
        public String about() {
            return "kill -9, and all that it kept is gone when it comes back";
        }
    }

    /** The cache is empty at once. */
    record CacheEmptied() implements Fault {
        @Override
        public String name() {
            return "empty-redis";
        }

        @Override
        public String about() {
            return "FLUSHALL";
        }
    }

    /** What it is called on a command line and in a report. */
    String name();

    /** What is done, in a few words. */
    String about();

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
