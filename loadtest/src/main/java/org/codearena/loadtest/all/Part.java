package org.codearena.loadtest.all;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * One bench among all.
 *
 * @param command its words, without where the installation is and where the figures go
 * @param quick more words for a short run
 * @param isLoad whether it is a scenario of {@code codearena load}, which writes a report with the figures in it
 */
record Part(String name, List<String> command, List<String> quick, boolean isLoad) {
    /** What wants a quiet machine comes first, what leaves a lot behind comes last. */
    static final List<Part> ALL = List.of(
            bench("judge", "judge", "--rounds 3"),
            bench("tests", "judge --tests 178", "--rounds 3"),
            bench("times", "times", "--runs 20"),
            bench("validator", "validator", ""),
            bench("ide", "ide", "--rounds 3 --keys 200 --megabytes 20"),
            bench("reads", "reads", "--seconds 10 --warm-up 5"),
            bench("accept", "accept", "--seconds 10 --warm-up 5"),
            bench("streams", "streams", "--rounds 3"),
            load("fairness", "flood", "--minutes 0.5"),
            bench("storm", "storm", "--hostile 100 --honest 100"),
            bench("ide-durability", "ide-durability", "--cuts 50 --megabytes 10 --kills 10 --cycles 10"),
            bench("board", "board", "--users 100000 --seconds 10"),
            bench("growth", "growth", "--sizes 1000,100000 --samples 50"));

    private static Part bench(String name, String command, String quick) {
        return new Part(name, words(command), words(quick), false);
    }

    private static Part load(String name, String scenario, String quick) {
        return new Part(name, words(scenario), words(quick), true);
    }

    private static List<String> words(String line) {
        return Stream.of(line.split(" ", -1)).filter(word -> !word.isEmpty()).toList();
    }

    /** The words of its command line. */
    List<String> commandLine(Path data, Path directory, boolean quickly) {
        return Stream.of(
                        command,
                        quickly ? quick : List.<String>of(),
                        List.of("--data", data.toString()),
                        isLoad
                                ? List.of("--report", directory.resolve(name).toString())
                                : List.of("--json", figures(directory).toString()))
                .flatMap(List::stream)
                .toList();
    }

    /** Where its figures are when it has run. */
    Path figures(Path directory) {
        return isLoad ? directory.resolve(name).resolve("figures.json") : directory.resolve(name + ".json");
    }
}
