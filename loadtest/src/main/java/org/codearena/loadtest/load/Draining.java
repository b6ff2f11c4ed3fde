package org.codearena.loadtest.load;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.codearena.loadtest.bench.Figure;
import org.codearena.loadtest.load.drain.Drains;
import org.codearena.loadtest.load.ledger.Entry;
import org.codearena.loadtest.load.report.Incident;
import org.codearena.loadtest.load.scenario.Flow;
import org.codearena.loadtest.load.target.LocalDatabase;

/** All slots are kept busy with a queue behind them, and each judge process is told to end in turn. */
final class Draining implements Beside {
    /** One of them is being judged. */
    private static final int PEOPLE_PER_SLOT = 4;

    private static final int WAITING_PER_SLOT = 2;

    private final Drains drains;
    private final Flow.Submitting flow;
    private final int slots;
    private final Duration patience;
    private final long seed;
    private Optional<Pressure> pressure = Optional.empty();

    /**
     * @param flow who submits, and what
     * @param patience how long the last ones may wait
     */
    Draining(Drains drains, Flow.Submitting flow, int slots, Duration patience, long seed) {
        this.drains = drains;
        this.flow = flow;
        this.slots = slots;
        this.patience = patience;
        this.seed = seed;
    }

    @Override
    public void begin(Stage stage) {
        Meters meters = stage.meters();
        Pressure people = new Pressure(stage.submitters(flow), PEOPLE_PER_SLOT * slots, meters, seed, Duration.ZERO);
        people.begin();
        pressure = Optional.of(people);
        drains.begin(new Drains.Scene(stage.now(), meters::waiting, WAITING_PER_SLOT * slots, stage.view()::line));
    }

    @Override
    public boolean goesOn() {
        return drains.goOn();
    }

    @Override
    public List<Incident> end(boolean brokenOff) throws InterruptedException {
        drains.end(brokenOff);
        if (pressure.isPresent()) {
            pressure.get().end(brokenOff ? Duration.ZERO : patience);
        }
        return drains.incidents();
    }

    @Override
    public List<Figure> figures(After after) throws IOException {
        return DrainFigures.of(drains.drains(), drains.wanted(), slots, after.meters(), attempts(after));
    }

    private static Optional<LocalDatabase.Attempts> attempts(After after) throws IOException {
        if (after.database().isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(after.database()
                    .get()
                    .attempts(after.books().acknowledged().stream()
                            .map(Entry.Acknowledged::id)
                            .toList()));
        } catch (SQLException away) {
            throw new IOException("the attempts cannot be counted: " + away.getMessage(), away);
        }
    }
}
