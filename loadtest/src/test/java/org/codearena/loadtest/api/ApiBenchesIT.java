package org.codearena.loadtest.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.codearena.loadtest.CodearenaProcess;
import org.codearena.loadtest.Main;
import org.codearena.loadtest.bench.Figure;
import org.codearena.loadtest.bench.Report;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** Each bench with tiny numbers, on a whole installation: that it runs and leaves nothing, not how fast anything is. */
final class ApiBenchesIT {
    /** A goal may be missed on a machine that is busy otherwise. */
    private static final int MISSED = 1;

    // The broker keeps links that lead out of the directory.
    @TempDir(cleanup = CleanupMode.NEVER)
    private static Path home;

    private static CodearenaProcess codearena;

    @BeforeAll
    static void start() throws Exception {
        codearena = new CodearenaProcess(home);
        codearena.up();
    }

    @AfterAll
    static void end() throws Exception {
        codearena.down();
    }

    private static List<Figure> figures(String... words) throws Exception {
        Path json = home.resolve("figures.json");
        Files.deleteIfExists(json);
        List<String> line = new ArrayList<>(List.of(words));
        line.addAll(List.of("--data", codearena.data().toString(), "--json", json.toString()));
        int code = Main.commands().execute(line.toArray(String[]::new));
        assertTrue(code <= MISSED, () -> line + " ended with " + code);
        return JsonMapper.shared()
                .readValue(Files.readAllBytes(json), Report.class)
                .figures();
    }

    private static Set<String> names(List<Figure> figures) {
        return figures.stream().map(Figure::name).collect(Collectors.toSet());
    }

    private static void held(List<Figure> figures, String name) {
        Figure figure = figures.stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
        assertTrue(figure.held(), figure::toString);
    }

    @Test
    void submissionsAreAcceptedAndNoneIsLost() throws Exception {
        List<Figure> figures = figures("accept", "--rate", "20", "--seconds", "2", "--warm-up", "1", "--people", "5");
        assertTrue(names(figures).containsAll(Set.of("api.accept_per_s", "api.accept_ms.p99")));
        held(figures, "api.accept_refused");
        held(figures, "api.accept_lost");
        assertNothingIsLeft();
    }

    @Test
    void boardsAndProblemPagesAreRead() throws Exception {
        List<Figure> figures = figures("reads", "--rate", "40", "--seconds", "2", "--warm-up", "1", "--users", "50");
        assertTrue(names(figures).containsAll(Set.of("api.reads_per_s", "api.reads_ms.p99")));
        held(figures, "api.reads_refused");
        assertNothingIsLeft();
    }

    @Test
    void everyStreamSeesTheVerdict() throws Exception {
        List<Figure> figures = figures("streams", "--streams", "20", "--rounds", "1");
        assertEquals(Set.of("api.event_fanout_ms.p99", "api.event_fanout_ms.max"), names(figures));
        assertNothingIsLeft();
    }

    @Test
    void aBoardIsReadAtAnyDepth() throws Exception {
        List<Figure> figures = figures("board", "--users", "2000", "--rate", "20", "--seconds", "2");
        held(figures, "api.board_refused");
        assertNothingIsLeft();
    }

    @Test
    void whatIsStoredDoesNotMatter() throws Exception {
        List<Figure> figures = figures("growth", "--sizes", "100,300", "--samples", "3");
        assertTrue(names(figures).containsAll(Set.of("growth.accept_ratio", "growth.scanned_rows")));
        assertNothingIsLeft();
    }

    @Test
    void allRunsThoseThatAreNamed() throws Exception {
        assertEquals(Set.of("validator.mb_per_s"), names(figures("all", "--only", "validator")));
    }

    private static void assertNothingIsLeft() throws Exception {
        try (UnderTest installation = UnderTest.of(codearena.data());
                Statement statement = installation.database().createStatement();
                ResultSet row =
                        statement.executeQuery("select (select count(*) from users where username like 'bench-%')"
                                + " + (select count(*) from submission s where not exists"
                                + " (select from users u where u.id = s.user_id))")) {
            row.next();
            assertEquals(0, row.getLong(1));
        }
    }
}
