package org.codearena.server.problem;

import java.util.Collection;
import java.util.Set;
import java.util.UUID;

/** Which of these problems a user has solved. */
@FunctionalInterface
public interface SolvedProblems {
    Set<UUID> among(UUID user, Collection<UUID> problems);
}
