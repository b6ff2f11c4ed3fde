package org.codearena.server.workspace.session;

import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.codearena.server.infra.Database;
import org.jdbi.v3.core.Handle;

/**
 * What is written about sessions: rows and events, always together, and whoever waits for either is told once they are
 * committed. Thread-safe.
 *
 * @param wanted rings when a session is to be reconciled
 * @param told rings when a session has new events
 */
record Ledger(Database database, SessionStore rows, EventStore events, Doorbell wanted, Doorbell told) {
    static Ledger of(Database database, InstantSource clock) {
        return new Ledger(database, new SessionStore(clock), new EventStore(clock), new Doorbell(), new Doorbell());
    }

    /** Writes events of a session whose row the transaction has changed. */
    void append(Handle tx, Session session, List<SessionEvent.New> news) {
        if (!news.isEmpty()) {
            events.append(tx, session, news);
            tx.afterCommit(() -> told.ring(session.id()));
        }
    }

    /** Has the session reconciled: here at once, elsewhere by a notice. */
    void want(Handle tx, UUID session) {
        SessionStore.ring(tx);
        tx.afterCommit(() -> wanted.ring(session));
    }
}
