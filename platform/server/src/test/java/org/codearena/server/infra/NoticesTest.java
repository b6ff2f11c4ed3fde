package org.codearena.server.infra;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.codearena.server.TestDatabase;
import org.codearena.server.Until;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When notices leave, on a real database. */
final class NoticesTest {
    private final TestDatabase db = TestDatabase.open();
    private final Notices notices = new Notices(db.config());
    private final List<String> heard = new CopyOnWriteArrayList<>();

    @BeforeEach
    void listen() {
        notices.listen("first", () -> heard.add("first"));
        notices.listen("second", () -> heard.add("second"));
        notices.start();
        // Each listener is woken once when the connection is there.
        Until.holds("it listens", () -> heard.size() == 2);
        heard.clear();
    }

    @AfterEach
    void close() {
        notices.close();
        db.close();
    }

    @Test
    void aNoticeLeavesOnceItsTransactionHasCommitted() {
        db.database().useTransaction(tx -> {
            Notices.send(tx, "first");
            Notices.send(tx, "second");
            assertEquals(List.of(), heard);
        });
        Until.holds("both are heard", () -> heard.containsAll(List.of("first", "second")));
    }

    @Test
    void aNoticeOfWhatIsRolledBackNeverLeaves() {
        db.database().useTransaction(tx -> {
            Notices.send(tx, "first");
            tx.rollback();
        });
        db.database().useTransaction(tx -> Notices.send(tx, "second"));
        Until.holds("the second one is heard", () -> heard.equals(List.of("second")));
    }
}
