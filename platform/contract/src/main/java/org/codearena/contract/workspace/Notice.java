package org.codearena.contract.workspace;

import java.time.Instant;

/**
 * Something that every client of the session is told.
 *
 * @param kind {@code idle}, {@code life}, {@code closing} or {@code kept}; the last says in {@code text} which revision is stored
 * @param at when what it announces will happen
 */
public record Notice(String kind, String text, Instant at) {}
