package org.codearena.server;

import org.codearena.server.infra.Database;
import org.codearena.server.kernel.Secret;
import org.codearena.services.testing.TestServices;

/** A migrated database of a test's own, on the real PostgreSQL. */
public record TestDatabase(Database.Config config, Database database) implements AutoCloseable {
    public static TestDatabase open() {
        var fresh = TestServices.postgres();
        var config = new Database.Config(fresh.url(), fresh.user(), new Secret(fresh.password()), 8);
        return new TestDatabase(config, Database.open(config));
    }

    @Override
    public void close() {
        database.close();
    }
}
