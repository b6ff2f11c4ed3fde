package org.codearena.services.testing;

import org.codearena.services.PostgresServer;
import org.codearena.services.RabbitServer;
import org.codearena.services.RedisServer;

/**
 * The services a test needs, as private processes of the test's JVM: each is started when first asked for and ends with
 * the JVM, its data with it.
 *
 * <p>Static, unlike anything else here, because a test class has no other way to reach what an earlier one has started.
 */
public final class TestServices {
    private static final SharedServices SHARED = new SharedServices();

    private TestServices() {}

    /** An empty database of the caller's own. */
    public static PostgresServer.Database postgres() {
        return SHARED.postgres();
    }

    /** The one Redis of this JVM; tests that share it keep apart by the names of their keys. */
    public static RedisServer.Address redis() {
        return SHARED.redis();
    }

    /** An empty virtual host of the caller's own. */
    public static RabbitServer.Address rabbit() {
        return SHARED.rabbit();
    }
}
