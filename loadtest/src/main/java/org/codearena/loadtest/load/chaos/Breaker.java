package org.codearena.loadtest.load.chaos;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.codearena.loadtest.load.chaos.Breakage.Done;
import org.codearena.loadtest.load.chaos.Breakage.Missed;
import org.codearena.loadtest.load.chaos.Fault.Part;
import org.codearena.loadtest.load.chaos.Parts.Found;
import org.codearena.services.Home;
import org.codearena.services.Signals;

/** Breaks parts of the installation whose data is in a directory of this machine. */
final class Breaker {
    private static final String KILL = "KILL";
    private static final String STOP = "STOP";
    private static final String CONTINUE = "CONT";
    private static final long LOOK_AGAIN_MILLIS = 5;
    /** A box that runs something comes along within so long, or the machine has nothing to do. */
    private static final long BUSY_WITHIN_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final Parts parts;
    private final Doors doors;

    Breaker(Path data) {
        this.parts = new Parts(new Home(data));
        this.doors = new Doors(data);
    }

    /** Why a fault has no target in this installation; empty where it has one. */
    Optional<String> inapplicable(Fault fault) {
        return switch (fault) {
            case Fault.Kill(Part part) -> lacking(part);
            case Fault.Pause(Part part) -> lacking(part);
            case Fault.Cut(Part part) -> lacking(part);
            case Fault.BrokerWiped _ -> lacking(Part.RABBITMQ);
            case Fault.CacheEmptied _ -> lacking(Part.REDIS);
            case Fault.StoreAway _ ->
                doors.hasStore() ? Optional.empty() : Optional.of("the object store is no directory of it");
        };
    }

    private Optional<String> lacking(Part part) {
        return parts.has(part) ? Optional.empty() : Optional.of("it has no process of its own for a " + part.text());
    }

    /** @param choice which of several victims */
    Breakage hit(Fault fault, int choice) throws InterruptedException {
        try {
            return switch (fault) {
                case Fault.Kill(Part part) -> one(part, choice, this::kill);
                case Fault.Pause(Part part) -> one(part, choice, this::pause);
                case Fault.BrokerWiped _ -> one(Part.RABBITMQ, choice, this::wipe);
                case Fault.Cut(Part part) -> {
                    doors.cut(part);
                    yield new Done("every connection to " + part.text(), Optional.empty(), Breaker::atOnce);
                }
                case Fault.CacheEmptied _ -> {
                    doors.emptyCache();
                    yield new Done("all that redis had", Optional.empty(), Breaker::atOnce);
                }
                case Fault.StoreAway _ -> {
                    doors.storeAway();
                    yield new Done("the directory of the object store", Optional.of(doors::storeBack), Breaker::atOnce);
                }
            };
        } catch (IOException away) {
            return new Missed(String.valueOf(away.getMessage()));
        }
    }

    private interface Hit {
        Breakage on(Found victim) throws IOException;
    }

    private Breakage one(Part part, int choice, Hit hit) throws IOException, InterruptedException {
        List<Found> victims = victims(part);
        return victims.isEmpty()
                ? new Missed(part == Part.BOX ? "no box ran anything" : part.text() + " was not there at that moment")
                : hit.on(victims.get(choice % victims.size()));
    }

    private List<Found> victims(Part part) throws InterruptedException {
        long deadline = System.nanoTime() + BUSY_WITHIN_NANOS;
        List<Found> victims = parts.of(part);
        while (part == Part.BOX && victims.isEmpty() && System.nanoTime() < deadline) {
            Thread.sleep(LOOK_AGAIN_MILLIS);
            victims = parts.of(part);
        }
        return victims;
    }

    private Breakage kill(Found victim) {
        Signals.send(struck(victim), KILL);
        return new Done(victim.toString(), Optional.empty(), back(victim));
    }

    /** Stopped first, so that it does not write anew what is taken from it. */
    private Breakage wipe(Found victim) throws IOException {
        Signals.send(struck(victim), STOP);
        try {
            doors.forget(doors.brokersData());
        } finally {
            Signals.send(struck(victim), KILL);
        }
        return new Done(victim + " and all that it kept", Optional.empty(), back(victim));
    }

    private Breakage pause(Found victim) {
        List<ProcessHandle> stopped = struck(victim);
        Signals.send(stopped, STOP);
        return new Done(victim.toString(), Optional.of(() -> Signals.send(stopped, CONTINUE)), Breaker::atOnce);
    }

    /**
     * A service falls with all its processes. What is below a server, a judge or a runner does not: whether it goes with its
     * parent, and whether a program whose runner stands still gets its verdict all the same, is what is to be seen.
     */
    private static List<ProcessHandle> struck(Found victim) {
        return switch (victim.name()) {
            case "postgres", "rabbitmq", "redis" -> victim.tree();
            default -> List.of(victim.process());
        };
    }

    /** What was not killed need not come back. */
    private static boolean atOnce() {
        return true;
    }

    /** Whether another process has its name now; one that has no name of its own is not waited for. */
    private BooleanSupplier back(Found victim) {
        Function<Found, Boolean> another =
                now -> now.process().pid() != victim.process().pid();
        return victim.name().contains(" ")
                ? Breaker::atOnce
                : () -> parts.named(victim.name()).map(another).orElse(false);
    }
}
