package org.codearena.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

final class ImportReportTest {
    private static final JsonMapper JSON = JsonMapper.shared();

    @Test
    void tellsEachSubmissionAndMarksThoseThatDiffer() {
        ImportReport report = ImportReport.of(JSON.readTree("""
                {"state": "done", "messages": [{"level": "warning", "text": "no sample"}], "submissions": [
                  {"path": "accepted/a.py", "language": "python", "expected": ["accepted"], "verdict": "accepted",
                   "agrees": true},
                  {"path": "slow/b.js", "language": "node", "expected": ["time-limit-exceeded", "wrong-answer"],
                   "verdict": "accepted", "agrees": false}]}"""));
        assertTrue(report.taken());
        List<String> lines = report.lines("sum").stream()
                .map(line -> line.replaceAll(" +", " ").strip())
                .toList();
        assertEquals(
                List.of(
                        "ok sum accepted/a.py python accepted accepted",
                        "DIFFERS sum slow/b.js node time-limit-exceeded or wrong-answer accepted",
                        "sum warning: no sample"),
                lines);
    }

    @Test
    void aPackageThatWasRefusedIsNotTaken() {
        ImportReport report = ImportReport.of(JSON.readTree("""
                {"state": "failed", "messages": [{"level": "error", "text": "no problem.yaml"}], "submissions": []}"""));
        assertFalse(report.taken());
        assertEquals(1, report.lines("sum").size());
    }
}
