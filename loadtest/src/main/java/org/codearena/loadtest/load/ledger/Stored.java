package org.codearena.loadtest.load.ledger;

/**
 * A submission as the target has it in the end.
 *
 * @param verdict empty while there is none
 * @param judged how many times it was given a verdict by being judged: more than once is once too often
 */
public record Stored(
        String id, String user, String problem, String language, String state, String verdict, int judged) {}
