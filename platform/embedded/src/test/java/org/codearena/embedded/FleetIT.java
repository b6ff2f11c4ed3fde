package org.codearena.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.codearena.embedded.RunningInstance.Result;
import org.codearena.services.ProcessMark;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two servers and two judges on one machine, behind a proxy. */
final class FleetIT {
    private static final String PROBLEM = "checker";
    private static final String RIGHT = "n = int(input())\nprint(n - n // 2, n // 2)\n";
    private static final String SLOW = "import time\ntime.sleep(0.3)\n" + RIGHT;
    private static final String PASSWORD = "a long enough password of all";
    private static final int MANY = 12;
    private static final int PATIENCE_WITH_PASSWORDS = 5;

    @TempDir
    private static Path directory;

    private static RunningInstance instance;

    @BeforeAll
    static void startWithOneProblem() throws Exception {
        instance = new RunningInstance(directory);
        start();
        try (ApiCaller admin = instance.admin()) {
            Path zip = ProblemPackage.at(Path.of("src/test/resources/packages", PROBLEM))
                    .zip(directory);
            String id = admin.post("/problems?slug=" + PROBLEM, "application/zip", Files.readAllBytes(zip))
                    .expect(202)
                    .get("importId")
                    .asString();
            admin.awaitImport(id);
        }
    }

    /** Should the test before have left it dead. */
    private static void start() throws Exception {
        instance.start("--servers", "2", "--judges", "2");
    }

    @BeforeEach
    void startAndBeWhole() throws Exception {
        start();
        RunningInstance.await("all are ready", () -> instance.isReadyAnew(Map.of()));
    }

    @AfterAll
    static void end() throws Exception {
        Map<String, ProcessMark> all = instance.processes();
        instance.end();
        assertEquals(List.of(), all.values().stream().filter(ProcessMark::alive).toList());
    }

    private static ProcessMark process(String name) {
        return Objects.requireNonNull(instance.processes().get(name), name);
    }

    private static long verdicts(String user) throws Exception {
        return instance.count("""
                select count(*) from judgement j join submission s on s.id = j.submission_id
                  join users u on u.id = s.user_id where u.username = ?""", user);
    }

    private static long accepted(String user) throws Exception {
        return instance.count("""
                select count(*) from submission s join users u on u.id = s.user_id
                 where u.username = ? and s.verdict = 'accepted'""", user);
    }

    @Test
    void aVerdictIsHeardThroughTheProxy() throws Exception {
        try (ApiCaller kim = ApiCaller.registered(instance.url(), "kim", PASSWORD)) {
            for (int i = 0; i < 4; i++) {
                String id = kim.submit(PROBLEM, RIGHT).expect(202).get("id").asString();
                String told = kim.get("/submissions/" + id + "/events").body().asString();
                assertTrue(told.contains("event: verdict") && told.contains("accepted"), told);
            }
        }
    }

    @Test
    void allOfItIsShownAndNoSecretIsOnACommandLine() throws Exception {
        Result status = instance.run(instance.root(), "status");
        assertEquals(0, status.code(), status.out());
        for (String name : List.of(
                "supervisor", "proxy", "server-1", "server-2", "judge-1", "judge-2", "runner-1", "runner-2", "redis")) {
            assertTrue(status.out().contains("  " + name + " "), status.out());
        }
        for (String secret : List.of("postgres/password", "redis/password", "admin-password")) {
            for (Map.Entry<String, ProcessMark> each : instance.processes().entrySet()) {
                Path line = Path.of("/proc", String.valueOf(each.getValue().pid()), "cmdline");
                assertTrue(!Files.readString(line).contains(instance.kept(secret)), each.getKey() + " shows " + secret);
            }
        }
    }

    /** Each server has counted only what it was asked itself, were it not for what they share. */
    @Test
    void wrongPasswordsAreCountedByAllServersTogether() throws Exception {
        List<String> ports = instance.kept("replicas/ports").lines().toList();
        URI one = URI.create("http://127.0.0.1:" + ports.get(2));
        URI other = URI.create("http://127.0.0.1:" + ports.get(4));
        ApiCaller.registered(instance.url(), "noor", PASSWORD).close();
        for (int i = 0; i < PATIENCE_WITH_PASSWORDS; i++) {
            assertEquals(401, ApiCaller.loginStatus(one, "noor", "not it, but long enough"));
        }
        assertEquals(429, ApiCaller.loginStatus(other, "noor", PASSWORD));
        assertEquals(429, ApiCaller.loginStatus(instance.url(), "noor", PASSWORD));
    }

    @Test
    void aJudgeThatIsToldToEndHandsBackWhatItHasAndNothingIsJudgedTwice() throws Exception {
        try (ApiCaller lena = ApiCaller.registered(instance.url(), "lena", PASSWORD)) {
            for (int i = 0; i < MANY; i++) {
                lena.submit(PROBLEM, SLOW).expect(202);
            }
            RunningInstance.await("one is judged", () -> verdicts("lena") > 0);
            ProcessMark judge = process("judge-1");
            ProcessHandle process = judge.process().orElseThrow();
            process.destroy();
            process.onExit().get(30, TimeUnit.SECONDS);
            RunningInstance.await("all are judged", () -> accepted("lena") == MANY);
            assertEquals(MANY, verdicts("lena"), "a submission has two verdicts");
            RunningInstance.await("it is back", () -> instance.isReadyAnew(Map.of("judge-1", judge)));
            assertTrue(log().contains("judge-1 ended with status 0"), log());
        }
    }

    private static String log() throws Exception {
        return Files.readString(instance.root().resolve("log/codearena.0.log"));
    }

    @Test
    void whatIsKilledComesBackAndNothingIsLost() throws Exception {
        try (ApiCaller ravi = ApiCaller.registered(instance.url(), "ravi", PASSWORD)) {
            for (int i = 0; i < MANY; i++) {
                ravi.submit(PROBLEM, SLOW).expect(202);
            }
            Map<String, ProcessMark> killed = new TreeMap<>();
            for (String name : List.of("server-1", "judge-2", "proxy")) {
                killed.put(name, process(name));
                RunningInstance.kill(process(name).pid());
            }
            RunningInstance.await("all are judged", () -> accepted("ravi") == MANY);
            assertEquals(MANY, verdicts("ravi"), "a submission has two verdicts");
            RunningInstance.await("they are back", () -> instance.isReadyAnew(killed));
            ravi.get("/leaderboard").expect(200);
        }
    }

    @Test
    void whatAKilledSupervisorLeavesIsEndedByTheNextStart() throws Exception {
        List<ProcessMark> before = List.copyOf(instance.processes().values());
        instance.killServer();
        start();
        assertEquals(List.of(), before.stream().filter(ProcessMark::alive).toList());
        assertTrue(
                Stream.of("server-2", "judge-2", "proxy").map(FleetIT::process).allMatch(ProcessMark::alive));
    }
}
