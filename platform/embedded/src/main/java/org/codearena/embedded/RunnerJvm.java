package org.codearena.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * The virtual machine of a kind of runner, with a cache of its loaded and linked classes (JEP 483, 514). It is a cache: without it
 * everything works, only later, and one that does not fit, say after a new JDK, is passed over.
 *
 * <p>The cache is mapped where it was made for, instead of where chance puts it: its pages then need no relocation, and the
 * runners of a machine share them.
 *
 * @param name of the cache's files
 */
record RunnerJvm(AppLayout app, String name, List<String> options) {
    static RunnerJvm judges(AppLayout app) {
        return new RunnerJvm(app, "runner", options("-Xmx256m"));
    }

    static RunnerJvm sessions(AppLayout app) {
        return new RunnerJvm(app, "workspace", options("-Xmx64m"));
    }

    private static List<String> options(String heap) {
        return List.of(heap, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED");
    }

    /** The JDK that this process runs on. */
    static Path java() {
        return Path.of(System.getProperty("java.home"));
    }

    /** How it is started: on its cache, if there is one. */
    List<String> usual() {
        if (!Files.exists(cache())) {
            return with(List.of());
        }
        return with(List.of(
                "-XX:AOTCache=" + cache(),
                "-XX:+UnlockDiagnosticVMOptions",
                "-XX:ArchiveRelocationMode=0",
                "-Xlog:aot*=off",
                "-Xlog:cds*=off"));
    }

    /** How it is started to note what it loads; the notes are there when it has ended. */
    List<String> noting() {
        return with(List.of("-XX:AOTMode=record", "-XX:AOTConfiguration=" + notes(), "-Xlog:aot*=error"));
    }

    /** Makes the cache from the notes. */
    void makeCache() throws IOException, InterruptedException {
        Path made = app.root().resolve(name + ".aot.new");
        List<String> making = List.of(
                "-XX:AOTMode=create", "-XX:AOTConfiguration=" + notes(), "-XX:AOTCache=" + made, "-Xlog:aot*=error");
        int status = new ProcessBuilder(with(making)).inheritIO().start().waitFor();
        Files.deleteIfExists(notes());
        if (status != 0) {
            throw new FailureException("the cache " + cache() + " could not be made: status " + status);
        }
        Files.move(made, cache(), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private List<String> with(List<String> more) {
        return Stream.of(
                        List.of(java().resolve("bin/java").toString()),
                        options,
                        more,
                        List.of("-cp", app.runnerClassPath()))
                .flatMap(List::stream)
                .toList();
    }

    private Path cache() {
        return app.root().resolve(name + ".aot");
    }

    private Path notes() {
        return app.root().resolve(name + ".aotconf");
    }
}
