package org.codearena.loadtest.load.ledger;

import java.time.Instant;

/** What a board shows of a user, or what it should. */
public record Standing(String user, int solved, long score, Instant lastAcceptedAt) {}
