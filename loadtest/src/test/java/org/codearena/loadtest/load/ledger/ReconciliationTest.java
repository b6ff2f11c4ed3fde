package org.codearena.loadtest.load.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.codearena.loadtest.load.ledger.Entry.Acknowledged;
import org.codearena.loadtest.load.ledger.Entry.Unanswered;
import org.codearena.loadtest.load.ledger.Finding.Kind;
import org.junit.jupiter.api.Test;

final class ReconciliationTest {
    private static final Instant NOW = Instant.EPOCH;

    private static Acknowledged sent(String id) {
        return new Acknowledged(id, "key " + id, "ann", "sum", "python", "accepted/sum.py", List.of("accepted"), NOW);
    }

    private static Stored stored(String id, String verdict) {
        return new Stored(id, "ann", "sum", "python", verdict.isEmpty() ? "running" : "judged", verdict, 1);
    }

    private static Books books(List<? extends Entry> entries) {
        return Books.of(new ArrayList<>(entries));
    }

    private static Map<Kind, Long> counts(Books books, List<Stored> stored) {
        Reconciliation done = Reconciliation.of(books, stored);
        Map<Kind, Long> counts = new java.util.EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            if (done.count(kind) > 0) {
                counts.put(kind, done.count(kind));
            }
        }
        return counts;
    }

    @Test
    void whatIsThereAsItWasSentIsClean() {
        assertEquals(
                Map.of(),
                counts(
                        books(List.of(sent("1"), sent("2"))),
                        List.of(stored("1", "accepted"), stored("2", "accepted"))));
    }

    @Test
    void whatIsNotThereIsLost() {
        assertEquals(
                Map.of(Kind.LOST, 1L), counts(books(List.of(sent("1"), sent("2"))), List.of(stored("2", "accepted"))));
    }

    @Test
    void twoRequestsWithOneIdHaveLostOne() {
        assertEquals(
                Map.of(Kind.LOST, 1L), counts(books(List.of(sent("1"), sent("1"))), List.of(stored("1", "accepted"))));
    }

    @Test
    void whatNobodyWasAnsweredWithIsADouble() {
        assertEquals(
                Map.of(Kind.DOUBLED, 1L),
                counts(books(List.of(sent("1"))), List.of(stored("1", "accepted"), stored("2", "accepted"))));
    }

    @Test
    void twoVerdictsAreADouble() {
        Stored twice = new Stored("1", "ann", "sum", "python", "judged", "accepted", 2);
        assertEquals(Map.of(Kind.DOUBLED, 1L), counts(books(List.of(sent("1"))), List.of(twice)));
    }

    @Test
    void anotherVerdictThanExpectedIsWrong() {
        assertEquals(Map.of(Kind.WRONG, 1L), counts(books(List.of(sent("1"))), List.of(stored("1", "judge-error"))));
    }

    @Test
    void anotherVerdictThanTheWatcherWasToldIsWrong() {
        Books books = books(List.of(sent("1"), new Entry.Told("1", "wrong-answer", NOW)));
        assertEquals(Map.of(Kind.WRONG, 1L), counts(books, List.of(stored("1", "accepted"))));
    }

    @Test
    void anotherProgramThanWasSentIsWrong() {
        Stored other = new Stored("1", "bob", "sum", "python", "judged", "accepted", 1);
        assertEquals(Map.of(Kind.WRONG, 1L), counts(books(List.of(sent("1"))), List.of(other)));
    }

    @Test
    void withoutAVerdictItIsStuck() {
        assertEquals(Map.of(Kind.STUCK, 1L), counts(books(List.of(sent("1"))), List.of(stored("1", ""))));
    }

    @Test
    void aRequestWithoutAnAnswerMayHaveBeenTakenOnce() {
        Unanswered open = new Unanswered("k", "ann", "sum", "python", NOW);
        Books books = books(List.of(open));
        assertEquals(Map.of(), counts(books, List.of()));
        assertEquals(Map.of(), counts(books, List.of(stored("1", "accepted"))));
        assertEquals(
                Map.of(Kind.DOUBLED, 1L), counts(books, List.of(stored("1", "accepted"), stored("2", "accepted"))));
    }

    /** However many of each there are, each is found, and as what it is. */
    @Property(tries = 200)
    void everyBrokenPromiseIsFound(
            @ForAll @IntRange(max = 20) int right,
            @ForAll @IntRange(max = 5) int lost,
            @ForAll @IntRange(max = 5) int doubled,
            @ForAll @IntRange(max = 5) int wrong,
            @ForAll @IntRange(max = 5) int stuck) {
        List<Entry> entries = new ArrayList<>();
        List<Stored> stored = new ArrayList<>();
        for (int i = 0; i < right; i++) {
            entries.add(sent("right" + i));
            stored.add(stored("right" + i, "accepted"));
        }
        for (int i = 0; i < lost; i++) {
            entries.add(sent("lost" + i));
        }
        for (int i = 0; i < doubled; i++) {
            stored.add(stored("doubled" + i, "accepted"));
        }
        for (int i = 0; i < wrong; i++) {
            entries.add(sent("wrong" + i));
            stored.add(stored("wrong" + i, "wrong-answer"));
        }
        for (int i = 0; i < stuck; i++) {
            entries.add(sent("stuck" + i));
            stored.add(stored("stuck" + i, ""));
        }
        Reconciliation done = Reconciliation.of(books(entries), stored);
        assertEquals(lost, done.count(Kind.LOST));
        assertEquals(doubled, done.count(Kind.DOUBLED));
        assertEquals(wrong, done.count(Kind.WRONG));
        assertEquals(stuck, done.count(Kind.STUCK));
        assertEquals(right + lost + wrong + stuck, done.checked());
    }
}
