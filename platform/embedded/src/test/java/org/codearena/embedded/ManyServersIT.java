package org.codearena.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.codearena.services.Supervisor;
import org.codearena.services.testing.TestServices;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Two of each role, as on a cluster, on one database: started all at once, killed, and ended. */
@TestInstance(Lifecycle.PER_CLASS)
final class ManyServersIT {
    private static final String PASSWORD = "a long enough password of the admin";
    private static final String PROBLEM = "checker";
    private static final Map<String, String> SOLUTIONS = Map.of(
            "python", "n = int(input())\nprint(n - n // 2, n // 2)\n",
            "cpp",
                    "#include <iostream>\nint main() { long long n; std::cin >> n; std::cout << n / 2 << ' ' << n - n / 2 << '\\n'; }\n");

    @TempDir
    private static Path directory;

    private ServerProcess.Shared shared;
    private final Map<String, ServerProcess> servers = new LinkedHashMap<>();
    private Supervisor runner;
    private String runnerAddress;
    private ApiCaller first;
    private ApiCaller second;

    @BeforeAll
    void startAllAtOnce() throws Exception {
        shared = new ServerProcess.Shared(
                TestServices.postgres(), TestServices.redis(), TestServices.rabbit(), directory);
        startRunner();
        start("api-1", Map.of("CODEARENA_ROLES", "api", "CODEARENA_FIRST_ADMIN_PASSWORD", PASSWORD));
        start("api-2", Map.of("CODEARENA_ROLES", "api", "CODEARENA_FIRST_ADMIN_PASSWORD", PASSWORD));
        start("ops-1", Map.of("CODEARENA_ROLES", "ops", "CODEARENA_JUDGE_RUNNER", runnerAddress));
        start("ops-2", Map.of("CODEARENA_ROLES", "ops", "CODEARENA_JUDGE_RUNNER", runnerAddress));
        start("judge-python", judge("python"));
        start("judge-c", judge("cpp,c"));
        for (ServerProcess server : servers.values()) {
            server.awaitReady();
        }
        first = ApiCaller.loggedIn(server("api-1").url(), Instance.ADMIN, PASSWORD);
        second = ApiCaller.loggedIn(server("api-2").url(), Instance.ADMIN, PASSWORD);
        importProblem();
    }

    private void startRunner() throws IOException {
        DataDirectory data = new DataDirectory(directory.resolve("runner"));
        Files.createDirectories(data.root());
        AppLayout app = AppLayout.ofThisProcess();
        RunnerProgram program = new RunnerProgram(RunnerJvm.judges(app).usual(), app, data);
        runner = Supervisor.start(program, data.home());
        runnerAddress = "unix:" + program.address().getPath();
    }

    private Map<String, String> judge(String languages) {
        return Map.of(
                "CODEARENA_ROLES",
                "judge",
                "CODEARENA_JUDGE_LANGUAGES",
                languages,
                "CODEARENA_JUDGE_RUNNER",
                runnerAddress,
                "CODEARENA_JUDGE_GRACE",
                "20s");
    }

    private void start(String name, Map<String, String> more) throws IOException {
        servers.put(name, ServerProcess.start(shared, name, more));
    }

    private ServerProcess server(String name) {
        return Objects.requireNonNull(servers.get(name));
    }

    /** Ordered at one server, carried out by another. */
    private void importProblem() throws Exception {
        Path zip = ProblemPackage.at(Path.of("src/test/resources/packages", PROBLEM))
                .zip(directory);
        String id = first.post("/problems?slug=" + PROBLEM, "application/zip", Files.readAllBytes(zip))
                .expect(202)
                .get("importId")
                .asString();
        second.awaitImport(id);
    }

    @AfterAll
    void end() throws Exception {
        List<String> wrong = new ArrayList<>();
        for (Map.Entry<String, ServerProcess> each : servers.entrySet()) {
            int status = each.getValue().end();
            if (status != 0) {
                wrong.add(each.getKey() + " ended with " + status + ": "
                        + each.getValue().said());
            }
            each.getValue().close();
        }
        first.close();
        second.close();
        runner.close();
        assertEquals(List.of(), wrong);
    }

    private static String submit(ApiCaller caller, String language) throws Exception {
        return caller.post(
                        "/submissions",
                        Map.of(
                                "problem", PROBLEM,
                                "language", language,
                                "files", List.of(Map.of("path", file(language), "content", solution(language)))))
                .expect(202)
                .get("id")
                .asString();
    }

    private static String file(String language) {
        return language.equals("cpp") ? "a.cpp" : "a.py";
    }

    private static String solution(String language) {
        return Objects.requireNonNull(SOLUTIONS.get(language));
    }

    private static JsonNode judged(ApiCaller caller, String id) throws Exception {
        RunningInstance.await(
                "the verdict of " + id,
                () -> !caller.get("/submissions/" + id)
                        .expect(200)
                        .get("verdict")
                        .isNull());
        return caller.get("/submissions/" + id).expect(200);
    }

    private String text(String query, String id) throws Exception {
        var database = shared.database();
        try (Connection connection = DriverManager.getConnection(database.url(), database.user(), database.password());
                PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setObject(1, UUID.fromString(id));
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getString(1);
            }
        }
    }

    @Test
    void eachJudgeTakesItsLanguagesAndEveryServerShowsTheVerdict() throws Exception {
        Map<String, String> judges = Map.of("python", "judge-python", "cpp", "judge-c");
        for (String language : judges.keySet()) {
            String id = submit(first, language);
            assertEquals("accepted", judged(second, id).get("verdict").asString());
            assertEquals(
                    judges.get(language),
                    text("select evidence ->> 'worker' from judgement where submission_id = ?", id));
        }
    }

    @Test
    void whatHappensIsHeardAtTheServerThatWasNotAsked() throws Exception {
        String id = submit(first, "python");
        ApiCaller.Answer stream = second.get("/submissions/" + id + "/events");
        String told = stream.body().asString();
        assertTrue(told.contains("event: test") && told.contains("accepted"), told);
    }

    @Test
    void whatAServerKeepsIsKeptByItsRoleAlone() throws Exception {
        assertTrue(server("api-1").admin("/health/ready").body().contains("database"));
        assertFalse(server("api-1").admin("/health/ready").body().contains("broker"));
        assertTrue(server("judge-c").admin("/health/ready").body().contains("\"judge\""));
        assertTrue(server("ops-1").admin("/health/ready").body().contains("\"runner\""));
        assertTrue(server("ops-2").admin("/metrics").body().contains("codearena_outbox_messages"));
        assertFalse(server("judge-c").admin("/metrics").body().contains("codearena_outbox_messages"));
    }

    @Test
    void theAdminThatAllWantedToMakeIsOne() throws Exception {
        assertEquals(
                "1",
                text(
                        "select count(*) from users where role = 'admin' and id <> ?",
                        UUID.randomUUID().toString()));
    }

    @Test
    void aKilledOpsServerIsMadeUpForByTheOther() throws Exception {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            ids.add(submit(i % 2 == 0 ? first : second, "python"));
            if (i == 5) {
                server("ops-1").kill();
            }
        }
        for (String id : ids) {
            assertEquals("accepted", judged(first, id).get("verdict").asString());
        }
        server("ops-1").startAgain();
        server("ops-1").awaitReady();
    }

    @Test
    void aKilledJudgeTakesUpItsWorkUnderTheSameName() throws Exception {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            ids.add(submit(first, "cpp"));
        }
        server("judge-c").kill();
        server("judge-c").startAgain();
        for (String id : ids) {
            assertEquals("accepted", judged(second, id).get("verdict").asString());
        }
    }

    @Test
    void aConfigurationThatIsWrongIsToldWhole() throws Exception {
        try (ServerProcess wrong = ServerProcess.start(
                shared,
                "wrong",
                Map.of("CODEARENA_ROLES", "jugde", "CODEARENA_HTTP_PORT", "x", "CODEARENA_JUDGE_RUNNER", "here"))) {
            assertEquals(2, wrong.status());
            List<String> lines = wrong.lines();
            assertTrue(
                    lines.contains("codearena-server: CODEARENA_ROLES holds 'jugde', allowed are api, judge and ops"),
                    wrong.said());
            assertTrue(lines.contains("codearena-server: CODEARENA_HTTP_PORT is 'x', allowed are 1 to 65535"));
            assertTrue(lines.contains(
                    "codearena-server: CODEARENA_JUDGE_RUNNER is 'here', allowed are unix:PATH and tcp:HOST:PORT"));
        }
    }

    @Test
    void aDatabaseThatRefusesUsIsASentence() throws Exception {
        try (ServerProcess refused = ServerProcess.start(
                shared, "refused", Map.of("CODEARENA_ROLES", "api", "CODEARENA_DATABASE_PASSWORD", "not it"))) {
            assertEquals(1, refused.status());
            assertTrue(
                    refused.said()
                            .contains("codearena-server: the database at "
                                    + shared.database().url()),
                    refused.said());
            assertFalse(refused.said().contains("not it"), refused.said());
        }
    }

    @Test
    void aJudgeOfALanguageThatIsNotLoadedSaysWhichAre() throws Exception {
        try (ServerProcess wrong = ServerProcess.start(shared, "cobol", judge("cobol"))) {
            assertEquals(1, wrong.status());
            assertTrue(wrong.said().contains("the languages cobol are not loaded, loaded are"), wrong.said());
        }
    }
}
