package org.codearena.embedded;

import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.codearena.services.PostgresServer;
import org.codearena.services.RabbitServer;
import org.codearena.services.RedisServer;

/** The server as this module sees it: started on what it needs, then somewhere to be reached. */
interface Server extends AutoCloseable {
    /** Where people reach it. */
    URI url();

    /** Where its readiness can be asked. */
    URI health();

    /** The processes that it consists of besides this one, which can each be restarted by itself. */
    default List<ReadyFile.Part> parts() {
        return List.of();
    }

    /** Imports, in the background, the packages of this directory that were never imported here. */
    void importShippedProblems(Path directory);

    /** Finishes what is under way, hands back the rest, and ends. */
    @Override
    void close();

    /**
     * What a server is started on.
     *
     * @param runners where programs are run, one for each judge
     * @param blobs the directory of the object store
     * @param plugins the directory of the language plugins
     * @param adminPassword of the user admin, should there be none yet
     * @param sessions how IDE sessions are run; without it there are none
     */
    record Setup(
            int port,
            PostgresServer.Database database,
            RedisServer.Address cache,
            RabbitServer.Address broker,
            List<UnixDomainSocketAddress> runners,
            Path blobs,
            Path plugins,
            String adminPassword,
            Optional<Sessions> sessions) {
        /**
         * IDE sessions.
         *
         * @param runnerCommand what starts a runner in workspace mode, up to what differs from one to the other
         * @param directory what sessions keep
         * @param sockets where their sockets are
         */
        record Sessions(SessionSettings settings, List<String> runnerCommand, Path directory, Path sockets) {}

        /** Without the secrets. */
        @Override
        public String toString() {
            return "port %d, %s, %s, %s".formatted(port, database, cache, broker);
        }
    }

    /** Starts one; returns when its page is served, which may be before the broker is there. */
    interface Starter {
        Server start(Setup setup);
    }
}
