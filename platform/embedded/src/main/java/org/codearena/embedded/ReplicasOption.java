package org.codearena.embedded;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that make several processes of what is one otherwise. */
final class ReplicasOption {
    @Option(
            names = "--servers",
            paramLabel = "N",
            description = "processes that serve people, behind a proxy, 1 to 16; then there are no IDE sessions"
                    + " (default: everything is one process)")
    private @Nullable Integer servers;

    @Option(
            names = "--judges",
            paramLabel = "M",
            description = "processes that judge, each with a runner of its own, 1 to 16; likewise")
    private @Nullable Integer judges;

    /** Empty where all is one process; one of either kind where only the other was asked for. */
    Optional<Replicas> replicas() {
        if (servers == null && judges == null) {
            return Optional.empty();
        }
        return Optional.of(new Replicas(servers == null ? 1 : servers, judges == null ? 1 : judges));
    }
}
