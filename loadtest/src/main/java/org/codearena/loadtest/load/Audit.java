package org.codearena.loadtest.load;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.codearena.loadtest.load.ledger.Boards;
import org.codearena.loadtest.load.ledger.Books;
import org.codearena.loadtest.load.ledger.Finding.Kind;
import org.codearena.loadtest.load.ledger.Reconciliation;
import org.codearena.loadtest.load.ledger.Standing;
import org.codearena.loadtest.load.ledger.Stored;
import org.codearena.loadtest.load.report.RunRecord.Account;
import org.codearena.loadtest.load.target.Archive;
import org.codearena.loadtest.load.target.LocalDatabase;

/** Holds the ledger, boards and counters against what the target says and, where it can be seen, against what it stores. */
final class Audit {
    /** Boards follow verdicts with a moment's delay: what still differs after so long is a difference. */
    private static final Duration FOLLOWS_WITHIN = Duration.ofSeconds(20);

    private static final Duration BEFORE_AGAIN = Duration.ofMillis(500);

    private final Archive archive;
    private final Optional<LocalDatabase> database;

    Audit(Archive archive, Optional<LocalDatabase> database) {
        this.archive = archive;
        this.database = database;
    }

    /**
     * @param newest each user's newest submission before the run
     */
    Account account(Books books, Map<String, String> newest) throws IOException, InterruptedException {
        List<Stored> stored = archive.storedSince(newest);
        Reconciliation reconciled = Reconciliation.of(books, stored);
        List<String> differences = new ArrayList<>(differences(newest));
        if (database.isPresent()) {
            differences.addAll(shownOtherwise(database.get(), stored));
        }
        List<String> findings = new ArrayList<>();
        reconciled
                .findings()
                .forEach(each -> findings.add(
                        each.kind().name().toLowerCase(java.util.Locale.ROOT) + ": " + each.id() + ", " + each.what()));
        findings.addAll(differences);
        return new Account(
                reconciled.checked(),
                books.unanswered().size(),
                reconciled.unansweredTaken(),
                reconciled.count(Kind.LOST),
                reconciled.count(Kind.DOUBLED),
                reconciled.count(Kind.WRONG),
                reconciled.count(Kind.STUCK),
                differences.size(),
                compared(),
                findings);
    }

    private List<String> compared() {
        List<String> compared = new ArrayList<>(List.of(
                "every acknowledged submission with the API's",
                "the leaderboard with all that its users of this run ever had accepted, and with its own order"));
        compared.add(
                database.isPresent()
                        ? "in PostgreSQL: each submission's state and verdict, judgements, effects of verdicts, standings, counters of problems, outbox"
                        : "the counters of problems with their submissions, by the API");
        return compared;
    }

    private List<String> differences(Map<String, String> newest) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + FOLLOWS_WITHIN.toNanos();
        List<String> differences = once(newest);
        while (!differences.isEmpty() && System.nanoTime() < deadline) {
            Thread.sleep(BEFORE_AGAIN);
            differences = once(newest);
        }
        return differences;
    }

    private List<String> once(Map<String, String> newest) throws IOException, InterruptedException {
        List<Archive.Problem> problems = archive.problems();
        Map<String, Long> points =
                problems.stream().collect(Collectors.toMap(Archive.Problem::slug, each -> points(each.difficulty())));
        List<Standing> board = archive.leaderboard();
        List<String> differences = new ArrayList<>(
                Boards.differences(Boards.standings(archive.acceptedOf(newest.keySet()), points), board));
        differences.addAll(Boards.disorder(board));
        if (database.isPresent()) {
            stored(database.get(), differences);
        } else {
            for (Archive.Problem each : problems) {
                archive.differenceOfCounters(each).ifPresent(differences::add);
            }
        }
        return differences;
    }

    private static void stored(LocalDatabase database, List<String> differences) {
        try {
            database.differences().forEach((what, count) -> {
                if (count > 0) {
                    differences.add(count + " " + what);
                }
            });
        } catch (SQLException away) {
            differences.add("the database cannot be looked into: " + away.getMessage());
        }
    }

    /** What the API shows may come from a cache; what is stored is the truth. */
    private static List<String> shownOtherwise(LocalDatabase database, List<Stored> shown) {
        try {
            Map<String, String> outcomes =
                    database.outcomes(shown.stream().map(Stored::id).toList());
            return shown.stream()
                    .filter(each ->
                            !outcomes.getOrDefault(each.id(), "nowhere").equals(each.state() + " " + each.verdict()))
                    .map(each -> "%s is shown as %s %s, stored is %s"
                            .formatted(each.id(), each.state(), each.verdict(), outcomes.get(each.id())))
                    .toList();
        } catch (SQLException away) {
            return List.of("the database cannot be looked into: " + away.getMessage());
        }
    }

    /** As the server values problems. */
    private static long points(String difficulty) {
        return switch (difficulty) {
            case "hard" -> 5;
            case "medium" -> 3;
            default -> 1;
        };
    }
}
