package org.codearena.contract;

import java.util.UUID;

/**
 * This attempt's verdict is committed.
 *
 * @param v version of the message's shape, now 1
 */
public record VerdictReached(int v, UUID submission, int attempt) {
    public static final int VERSION = 1;

    public static VerdictReached of(UUID submission, int attempt) {
        return new VerdictReached(VERSION, submission, attempt);
    }
}
