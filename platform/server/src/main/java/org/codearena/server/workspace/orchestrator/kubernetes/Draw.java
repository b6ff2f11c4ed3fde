package org.codearena.server.workspace.orchestrator.kubernetes;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.codearena.server.kernel.Secret;

/** What is drawn by lot. Thread-safe. */
final class Draw {
    private static final int KEY_BYTES = 32;
    private static final int SUFFIX_BYTES = 4;

    private final SecureRandom random = new SecureRandom();

    /** The key of a runner. */
    Secret key() {
        return new Secret(digits(KEY_BYTES));
    }

    /** Ends a name that must differ from earlier ones. */
    String suffix() {
        return digits(SUFFIX_BYTES);
    }

    <T> Optional<T> oneOf(List<T> some) {
        return some.isEmpty() ? Optional.empty() : Optional.of(some.get(random.nextInt(some.size())));
    }

    private String digits(int bytes) {
        byte[] drawn = new byte[bytes];
        random.nextBytes(drawn);
        return HexFormat.of().formatHex(drawn);
    }
}
