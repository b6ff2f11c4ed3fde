package org.codearena.services;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A JVM that is killed has no time to end its children; the kernel does. */
final class KilledJvmTest {
    @TempDir
    private Path directory;

    /** Or JUnit warns of each link out of its directory. */
    @AfterEach
    void deleteLinks() throws IOException {
        Home.deleteTree(directory.resolve("rabbitmq/plugins"));
    }

    @Test
    void noProcessOutlivesAKilledJvmAndTheNextStartFindsTheData() throws Exception {
        Process jvm = startJvm();
        Set<ProcessHandle> family = family(jvm);
        assertTrue(family.size() > 3, "a JVM and three services at least: " + family);

        jvm.destroyForcibly().waitFor();
        Await.until("all children are gone", () -> family.stream().noneMatch(ProcessHandle::isAlive));

        try (RedisServer redis = RedisServer.start(new Home(directory));
                PostgresServer postgres = PostgresServer.start(new Home(directory), Helper.PROGRAMS)) {
            assertEquals(Set.of("postgres", "redis"), running(), "what the marks name");
            assertTrue(redis.pid().isPresent() && postgres.pid().isPresent());
        }
        assertEquals(0, Leftovers.end(new Home(directory)));
        assertEquals(Set.of(), running());
    }

    @Test
    void theNextStartEndsWhatIsLeftAllTheSame() throws Exception {
        Home home = new Home(directory);
        Process left = new ProcessBuilder("sleep", "600").start();
        ProcessMark.of(left.pid()).orElseThrow().write(home.run().resolve("redis.pid"));
        try (RedisServer redis = RedisServer.start(home)) {
            assertEquals(128 + 15, left.waitFor());
            assertTrue(redis.pid().isPresent());
        }
    }

    @Test
    void aProcessThatOnlyHasTheSamePidIsSpared() throws Exception {
        Home home = new Home(directory);
        Process other = new ProcessBuilder("sleep", "600").start();
        try {
            ProcessMark mark = ProcessMark.of(other.pid()).orElseThrow();
            new ProcessMark(mark.pid(), mark.startTicks() - 1, mark.boot())
                    .write(home.run().resolve("x.pid"));
            new ProcessMark(mark.pid(), mark.startTicks(), "another-boot")
                    .write(home.run().resolve("y.pid"));
            assertEquals(0, Leftovers.end(home));
            assertTrue(other.isAlive());
        } finally {
            other.destroyForcibly().waitFor();
        }
    }

    private Set<String> running() throws IOException {
        try (Stream<Path> marks = Files.list(directory.resolve("run"))) {
            return marks.filter(mark -> ProcessMark.read(mark).orElseThrow().alive())
                    .map(mark -> mark.getFileName().toString().replace(".pid", ""))
                    .collect(Collectors.toSet());
        }
    }

    private static Set<ProcessHandle> family(Process jvm) {
        return Stream.concat(Stream.of(jvm.toHandle()), jvm.descendants()).collect(Collectors.toSet());
    }

    private Process startJvm() throws IOException {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        Process jvm = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classPath,
                        Helper.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader out = jvm.inputReader(StandardCharsets.UTF_8);
        assertEquals("ready", out.readLine());
        return jvm;
    }

    /** What the killed JVM runs. */
    static final class Helper {
        static final Path PROGRAMS = Path.of("target", "test-services").toAbsolutePath();

        private Helper() {}

        public static void main(String[] args) throws InterruptedException {
            Home home = new Home(Path.of(args[0]));
            List<AutoCloseable> services =
                    List.of(PostgresServer.start(home, PROGRAMS), RedisServer.start(home), RabbitServer.start(home));
            System.out.println(services.size() == 3 ? "ready" : Arrays.toString(args));
            Thread.currentThread().join();
        }
    }
}
