package org.codearena.server.judge;

import java.util.Map;
import java.util.Optional;
import org.codearena.contract.RunnerStatus;

/**
 * What a judge works with, as it found out when it started.
 *
 * @param runner what the runner beside it said of itself
 * @param toolchains versions by language
 */
record Equipment(Optional<RunnerStatus> runner, Map<String, String> toolchains) {
    static final Equipment UNKNOWN = new Equipment(Optional.empty(), Map.of());

    Equipment {
        toolchains = Map.copyOf(toolchains);
    }
}
