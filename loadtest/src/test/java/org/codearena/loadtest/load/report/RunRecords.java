package org.codearena.loadtest.load.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.codearena.loadtest.bench.Figure;
import org.codearena.loadtest.bench.Report;
import org.codearena.loadtest.load.report.RunRecord.Account;
import org.codearena.loadtest.load.report.RunRecord.Curve;
import org.codearena.loadtest.load.report.RunRecord.Point;
import org.codearena.loadtest.load.report.RunRecord.Second;
import org.codearena.loadtest.load.report.RunRecord.Span;
import org.codearena.loadtest.load.report.RunRecord.Waits;

/** Records of runs that never were. */
final class RunRecords {
    private RunRecords() {}

    /** A run of so many seconds in which one verdict was wrong, with names that a page must not take for its own text. */
    static RunRecord made(int seconds, double acceptP99) {
        List<Second> timeline = new ArrayList<>();
        for (int at = 1; at <= seconds; at++) {
            timeline.add(new Second(
                    at,
                    Map.of(
                            "offered.people", 2.0,
                            "accepted.people", 2.0,
                            "judged.people", 1.5,
                            "offered.pages", 20.0,
                            "read.pages", 19.0,
                            "accept_ms.p99", 5.0 + at % 7,
                            "accept_ms.p50", 2.0,
                            "verdict_ms.p95", 900.0,
                            "waiting", (double) (at % 11),
                            "machine.cpu", 0.7)));
        }
        return new RunRecord(
                "<b>odd & \"quoted\"</b>",
                "About <script>alert(1)</script>.",
                "http://127.0.0.1:8080",
                7,
                Instant.EPOCH,
                seconds + 10,
                new Report.Machine("A CPU", 2, 24_000, "6.1", "25"),
                "abc1234",
                List.of(new Span("warm-up", 0, 5, false), new Span("steady", 5, seconds, true)),
                List.of(
                        Figure.atMost("api.accept_ms.p99", acceptP99, "ms", 100, "open model", 1),
                        Figure.plain("api.accept_per_s", 2, "1/s", "2/s offered", 1),
                        Figure.atMost("ledger.wrong", 1, "", 0, "200 acknowledged", 1)),
                timeline,
                List.of(new Curve(
                        "accept.people",
                        200,
                        List.of(
                                new Point(0, 1),
                                new Point(50, 2),
                                new Point(99, acceptP99),
                                new Point(100, 2 * acceptP99)))),
                List.of(new Waits("people", "load-people-01", "steady", 20, 300, 900)),
                Map.of("read.pages", 900L, "error.read http 500", 3L, "verdict.accepted", 199L, "refused.429", 5L),
                new Account(200, 1, 1, 0, 0, 1, 0, 0, List.of("everything"), List.of("wrong: 1, got <&>")),
                List.of(
                        new Incident("kill-redis", "redis (12)", 6, 6, 7.5, Map.of("error.read <500>", 2L), ""),
                        new Incident("pause-postgres", "postgres (13)", 8, 11, Incident.NEVER, Map.of(), ""),
                        Incident.missed("kill-box", 12, "no box ran anything")),
                List.of("A note with < and &."));
    }
}
