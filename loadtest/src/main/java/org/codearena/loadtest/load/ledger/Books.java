package org.codearena.loadtest.load.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.codearena.loadtest.load.ledger.Entry.Acknowledged;
import org.codearena.loadtest.load.ledger.Entry.Told;
import org.codearena.loadtest.load.ledger.Entry.Unanswered;
import tools.jackson.core.JacksonException;

/**
 * A ledger as it is read again.
 *
 * @param told the verdicts that watchers were told, by submission, in their order
 */
public record Books(List<Acknowledged> acknowledged, List<Unanswered> unanswered, Map<String, List<String>> told) {
    public Books {
        acknowledged = List.copyOf(acknowledged);
        unanswered = List.copyOf(unanswered);
        told = Map.copyOf(told);
    }

    /** Of how many acknowledged submissions nobody who watched them was told a verdict. */
    public int unheard() {
        return (int) acknowledged.stream()
                .filter(each -> !told.containsKey(each.id()))
                .count();
    }

    /** Reads the file. A last line that was cut short by a crash was never promised to anyone and is passed over. */
    public static Books read(Path file) throws IOException {
        List<Entry> entries = new ArrayList<>();
        try (Stream<String> lines = Files.lines(file)) {
            for (String line : (Iterable<String>) lines::iterator) {
                try {
                    entries.add(Ledger.JSON.readValue(line, Entry.class));
                } catch (JacksonException cut) {
                    break;
                }
            }
        }
        return of(entries);
    }

    static Books of(List<Entry> entries) {
        List<Acknowledged> acknowledged = new ArrayList<>();
        List<Unanswered> unanswered = new ArrayList<>();
        Map<String, List<String>> told = new HashMap<>();
        for (Entry entry : entries) {
            switch (entry) {
                case Acknowledged each -> acknowledged.add(each);
                case Unanswered each -> unanswered.add(each);
                case Told each ->
                    told.computeIfAbsent(each.id(), _ -> new ArrayList<>()).add(each.verdict());
            }
        }
        return new Books(acknowledged, unanswered, told);
    }
}
