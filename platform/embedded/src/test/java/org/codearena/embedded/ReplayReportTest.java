package org.codearena.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

final class ReplayReportTest {
    private static final JsonMapper JSON = JsonMapper.shared();

    @Test
    void timesAndKernelsMayDifferAndTheVerdictsAgree() {
        ReplayReport report = report("accepted", 110, "6.12");
        assertTrue(report.agrees());
        assertTrue(plain(report).contains("CPU time 100 ms 110 ms +10.0 %"), report.toString());
        assertTrue(plain(report).contains("differs kernel 6.1 6.12"), report.toString());
        assertTrue(plain(report).contains("toolchain 3.11.2 3.11.2"), report.toString());
        assertTrue(plain(report).contains("ok tests 2 2 0 differ"), report.toString());
        assertEquals("the verdicts agree", report.lines().getLast());
    }

    @Test
    void aTestWithAnotherVerdictIsNamed() {
        ReplayReport report = report("wrong-answer", 100, "6.1");
        assertFalse(report.agrees());
        assertTrue(plain(report).contains("DIFFERS verdict accepted wrong-answer"), report.toString());
        assertTrue(plain(report).contains("DIFFERS test 2 accepted, 100 ms wrong-answer, 100 ms"), report.toString());
        assertEquals("the verdicts DIFFER", report.lines().getLast());
    }

    @Test
    void aVerdictFromBeforeEvidenceWasKeptIsComparedAsFarAsItIsKnown() {
        ReplayReport report = ReplayReport.of(JSON.readTree("""
                {"submission": {"before": {"verdict": "compile-error", "score": null, "timeMs": 0, "memoryBytes": 0},
                                "after": {"verdict": "compile-error", "score": null, "timeMs": 0, "memoryBytes": 0}},
                 "before": {"compilerOutput": "", "tests": [], "evidence": null},
                 "after": {"compilerOutput": "", "tests": [],
                           "evidence": {"packageHash": "ab", "kernel": "6.1", "limits": null}}}"""));
        assertTrue(report.agrees());
        assertTrue(plain(report).contains("package unknown ab"), report.toString());
    }

    private static ReplayReport report(String verdict, int timeMs, String kernel) {
        return ReplayReport.of(JSON.readTree("""
                {"submission": {"before": {"verdict": "accepted", "score": null, "timeMs": 100, "memoryBytes": 1024},
                                "after": {"verdict": "%1$s", "score": null, "timeMs": %2$d, "memoryBytes": 1024}},
                 "before": {"tests": [{"number": 1, "verdict": "accepted", "timeMs": 1},
                                      {"number": 2, "verdict": "accepted", "timeMs": 100}],
                            "evidence": {"packageHash": "ab", "planSha256": "cd", "toolchain": "3.11.2",
                                         "kernel": "6.1", "limits": {"cpuTimeMs": 1000, "memoryBytes": 67108864}}},
                 "after": {"tests": [{"number": 1, "verdict": "accepted", "timeMs": 3},
                                     {"number": 2, "verdict": "%1$s", "timeMs": %2$d}],
                           "evidence": {"packageHash": "ab", "planSha256": "cd", "toolchain": "3.11.2",
                                        "kernel": "%3$s", "limits": {"cpuTimeMs": 1000, "memoryBytes": 67108864}}}}""".formatted(verdict, timeMs, kernel)));
    }

    private static List<String> plain(ReplayReport report) {
        return report.lines().stream()
                .map(line -> line.replaceAll(" +", " ").strip())
                .toList();
    }
}
