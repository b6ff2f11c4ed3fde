package org.codearena.loadtest.load.chaos;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.codearena.loadtest.load.chaos.Fault.Part;
import org.codearena.services.Home;
import org.codearena.services.ProcessMark;

/** The processes of an installation, found by the marks that it keeps of them. */
final class Parts {
    private final Home home;

    Parts(Home home) {
        this.home = home;
    }

    /** A process and what it is called. */
    record Found(String name, ProcessHandle process) {
        /** It and everything below it, the eldest first. */
        List<ProcessHandle> tree() {
            return Stream.concat(Stream.of(process), process.descendants()).toList();
        }

        @Override
        public String toString() {
            return name + " (" + process.pid() + ")";
        }
    }

    /** Those that run now: several servers, judges or runners where there are several. */
    List<Found> of(Part part) {
        return switch (part) {
            case SERVER, JUDGE, RUNNER, RABBITMQ, REDIS, POSTGRES -> marked(part.text() + "(-\\d+)?");
            case BOX -> busyBoxes();
        };
    }

    /** Whether there is such a part at all; boxes come and go with what runs in them. */
    boolean has(Part part) {
        return !of(part == Part.BOX ? Part.RUNNER : part).isEmpty();
    }

    /** The process of that name now. */
    Optional<Found> named(String name) {
        return marked(name).stream().findFirst();
    }

    private List<Found> marked(String pattern) {
        return home.marks().entrySet().stream()
                .filter(mark -> mark.getKey().matches(pattern))
                .flatMap(mark -> found(mark.getKey(), mark.getValue()))
                .toList();
    }

    private static Stream<Found> found(String name, ProcessMark mark) {
        return mark.process().map(process -> new Found(name, process)).stream();
    }

    /**
     * A launcher with something below it runs a program: the launcher itself, and the first process of the sandbox, either of
     * which is ours. The program below that is the submitter's: killing it would be its verdict.
     */
    private List<Found> busyBoxes() {
        return of(Part.RUNNER).stream()
                .flatMap(runner -> runner.process()
                        .children()
                        .flatMap(launcher -> launcher.children()
                                .flatMap(first -> Stream.of(
                                        new Found(runner.name() + "'s box", launcher),
                                        new Found(runner.name() + "'s box's first process", first)))))
                .toList();
    }
}
