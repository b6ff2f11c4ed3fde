package org.codearena.loadtest.load;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import org.codearena.loadtest.bench.Figure;
import org.codearena.loadtest.load.ledger.Books;
import org.codearena.loadtest.load.ledger.Ledger;
import org.codearena.loadtest.load.report.Incident;
import org.codearena.loadtest.load.report.RunRecord.Account;
import org.codearena.loadtest.load.scenario.Flow;
import org.codearena.loadtest.load.target.Api;
import org.codearena.loadtest.load.target.Choice;
import org.codearena.loadtest.load.target.LocalDatabase;
import org.codearena.loadtest.load.target.Person;
import org.codearena.loadtest.load.target.Shelf;

/** What is done to the target while it is under load, besides what the flows of its scenario do. */
interface Beside {
    /**
     * The load that goes on.
     *
     * @param people by flow
     * @param now seconds since its beginning
     */
    record Stage(
            Api api,
            Shelf shelf,
            Map<String, List<Person>> people,
            Ledger ledger,
            Meters meters,
            DoubleSupplier now,
            LiveView view) {

        /** Who submits as the people of this flow do. */
        Submitters submitters(Flow.Submitting flow) {
            return new Submitters(
                    flow.name(),
                    flow.refused(),
                    people.getOrDefault(flow.name(), List.of()),
                    new Choice(flow.name(), shelf, flow.mix()),
                    api,
                    ledger,
                    meters);
        }
    }

    /**
     * The load that was, when the ledger was reconciled.
     *
     * @param incidents as they were told at the end
     * @param database of the target, where it can be asked
     */
    record After(
            List<Incident> incidents, Books books, Account account, Meters meters, Optional<LocalDatabase> database) {}

    /** Called when the first phase begins. */
    void begin(Stage stage);

    /** Whether the last phase goes on for its sake though its time is over. */
    default boolean goesOn() {
        return false;
    }

    /**
     * Called when nobody comes any more; returns when nothing more is done to the target.
     *
     * @param brokenOff the run is to end soon
     */
    List<Incident> end(boolean brokenOff) throws InterruptedException;

    /** What is to be said of it in figures. */
    default List<Figure> figures(After after) throws IOException {
        return List.of();
    }

    /** Nothing. */
    Beside NOTHING = new Beside() {
        @Override
        public void begin(Stage stage) {}

        @Override
        public List<Incident> end(boolean brokenOff) {
            return List.of();
        }
    };
}
