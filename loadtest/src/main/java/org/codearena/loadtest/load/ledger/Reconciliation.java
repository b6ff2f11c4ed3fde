package org.codearena.loadtest.load.ledger;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.codearena.loadtest.load.ledger.Entry.Acknowledged;
import org.codearena.loadtest.load.ledger.Entry.Unanswered;
import org.codearena.loadtest.load.ledger.Finding.Kind;

/**
 * The ledger held against what the target has of the same people from the same time on. Pure.
 *
 * @param findings every promise that was not kept
 * @param checked acknowledged submissions
 * @param unansweredTaken requests without an answer that the target has taken all the same, which it may
 */
public record Reconciliation(List<Finding> findings, int checked, int unansweredTaken) {
    private static final String JUDGED = "judged";

    public Reconciliation {
        findings = List.copyOf(findings);
    }

    public static Reconciliation of(Books books, Collection<Stored> stored) {
        return new Work(books, stored).done();
    }

    public long count(Kind kind) {
        return findings.stream().filter(finding -> finding.kind() == kind).count();
    }

    private static final class Work {
        private final Books books;
        private final Map<String, Stored> stored = new HashMap<>();
        private final List<Finding> findings = new ArrayList<>();
        private final List<Unanswered> unexplained;
        private int unansweredTaken;

        Work(Books books, Collection<Stored> all) {
            this.books = books;
            this.unexplained = new ArrayList<>(books.unanswered());
            for (Stored each : all) {
                if (stored.put(each.id(), each) != null) {
                    found(Kind.DOUBLED, each.id(), "it is listed twice");
                }
            }
        }

        Reconciliation done() {
            Set<String> seen = new HashSet<>();
            for (Acknowledged each : books.acknowledged()) {
                if (seen.add(each.id())) {
                    check(each);
                } else {
                    found(Kind.LOST, each.id(), "two requests got this id; the second one's program is nowhere");
                }
            }
            stored.values().stream().filter(each -> !seen.contains(each.id())).forEach(this::explain);
            return new Reconciliation(findings, books.acknowledged().size(), unansweredTaken);
        }

        private void check(Acknowledged sent) {
            Stored found = stored.get(sent.id());
            if (found == null) {
                found(Kind.LOST, sent.id(), sent.user() + "'s " + sent.problem() + "/" + sent.path() + " is not there");
                return;
            }
            if (!found.user().equals(sent.user())
                    || !found.problem().equals(sent.problem())
                    || !found.language().equals(sent.language())) {
                found(
                        Kind.WRONG,
                        sent.id(),
                        "sent was %s in %s by %s, there is %s in %s by %s"
                                .formatted(
                                        sent.problem(),
                                        sent.language(),
                                        sent.user(),
                                        found.problem(),
                                        found.language(),
                                        found.user()));
            }
            checkVerdict(sent, found);
        }

        private void checkVerdict(Acknowledged sent, Stored found) {
            if (!found.state().equals(JUDGED)) {
                found(Kind.STUCK, sent.id(), "it is " + found.state());
                return;
            }
            if (!sent.expected().contains(found.verdict())) {
                found(
                        Kind.WRONG,
                        sent.id(),
                        "%s/%s got %s, expected %s"
                                .formatted(
                                        sent.problem(),
                                        sent.path(),
                                        found.verdict(),
                                        String.join(" or ", sent.expected())));
            }
            checkOnce(found);
        }

        private void checkOnce(Stored found) {
            if (found.judged() > 1) {
                found(Kind.DOUBLED, found.id(), "it got " + found.judged() + " verdicts");
            }
            List<String> told = books.told().getOrDefault(found.id(), List.of());
            told.stream()
                    .filter(verdict -> !verdict.equals(found.verdict()))
                    .findFirst()
                    .ifPresent(verdict -> found(
                            Kind.WRONG, found.id(), "its watcher was told " + verdict + ", it has " + found.verdict()));
        }

        /** What is there and was not acknowledged: a request that got no answer, or else one that was taken twice. */
        private void explain(Stored extra) {
            Optional<Unanswered> reason = unexplained.stream()
                    .filter(each -> each.user().equals(extra.user())
                            && each.problem().equals(extra.problem())
                            && each.language().equals(extra.language()))
                    .findFirst();
            if (reason.isPresent()) {
                unexplained.remove(reason.get());
                unansweredTaken++;
            } else {
                found(
                        Kind.DOUBLED,
                        extra.id(),
                        extra.user() + " has it for " + extra.problem() + ", and no request was answered with it");
            }
        }

        private void found(Kind kind, String id, String what) {
            findings.add(new Finding(kind, id, what));
        }
    }
}
