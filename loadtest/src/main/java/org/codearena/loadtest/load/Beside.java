package org.codearena.loadtest.load;

import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;
import org.codearena.loadtest.load.ledger.Ledger;
import org.codearena.loadtest.load.report.Incident;
import org.codearena.loadtest.load.target.Api;
import org.codearena.loadtest.load.target.Person;
import org.codearena.loadtest.load.target.Shelf;

/** What is done to the target while it is under load. */
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
            LiveView view) {}

    /** Called when the first phase begins. */
    void begin(Stage stage);

    /**
     * Called when nobody comes any more; returns when nothing more is done to the target.
     *
     * @param brokenOff the run is to end soon
     */
    List<Incident> end(boolean brokenOff) throws InterruptedException;

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
