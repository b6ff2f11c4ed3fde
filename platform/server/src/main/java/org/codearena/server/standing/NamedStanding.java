package org.codearena.server.standing;

/** A standing with the name that people know its user by. */
record NamedStanding(String username, Standing standing) {}
