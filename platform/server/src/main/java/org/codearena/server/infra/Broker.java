package org.codearena.server.infra;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import java.io.IOException;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLContext;
import org.codearena.server.kernel.Secret;
import org.codearena.server.kernel.StopSignal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * RabbitMQ. It may be away when we start and go away at any time, so nobody holds a connection: a {@link Session} is
 * given one, works until it breaks, and is given the next one when the broker is back. The client's own recovery is
 * off: it would bring back channels whose delivery tags mean nothing any more. Thread-safe.
 */
public final class Broker implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Broker.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final Duration ABORT_WITHIN = Duration.ofSeconds(5);

    /** Where the broker is, and whether it is spoken to over TLS. */
    public record Config(String host, int port, String user, Secret password, String virtualHost, boolean tls) {
        /** In the open, on a network that is ours. */
        public Config(String host, int port, String user, Secret password, String virtualHost) {
            this(host, port, user, password, virtualHost, false);
        }
    }

    /** Work that needs a connection. */
    @FunctionalInterface
    public interface Session {
        /**
         * Works on this connection, which nobody else uses, and returns or throws when it is lost or when
         * the signal to stop is given. It is called again with a new one unless the broker is being closed.
         */
        void serve(Connection connection, StopSignal stop) throws Exception;
    }

    private final ConnectionFactory factory = new ConnectionFactory();
    private final StopSignal stop = new StopSignal();
    private final List<Thread> keepers = new ArrayList<>();
    private final AtomicBoolean up = new AtomicBoolean();

    public Broker(Config config) {
        factory.setHost(config.host());
        factory.setPort(config.port());
        factory.setUsername(config.user());
        factory.setPassword(config.password().value());
        factory.setVirtualHost(config.virtualHost());
        factory.setAutomaticRecoveryEnabled(false);
        factory.setTopologyRecoveryEnabled(false);
        factory.setConnectionTimeout((int) Duration.ofSeconds(5).toMillis());
        factory.setRequestedHeartbeat((int) Duration.ofSeconds(10).toSeconds());
        factory.setThreadFactory(Thread.ofPlatform().daemon().name("broker-", 0).factory());
        if (config.tls()) {
            useTls();
        }
    }

    /** With the certificates that this Java trusts, and only where one names the host; the client's own choice trusts all. */
    private void useTls() {
        try {
            factory.useSslProtocol(SSLContext.getDefault());
            factory.enableHostnameVerification();
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    /** Keeps this session served, on a thread and a connection of its own, until the broker is closed. */
    public synchronized void keep(String name, Session session) {
        keepers.add(Thread.ofPlatform().daemon().name(name).start(() -> serveUntilStopped(name, session)));
    }

    /** Whether the last attempt to connect succeeded and that connection has not been seen to break. */
    public boolean answers() {
        return up.get();
    }

    private void serveUntilStopped(String name, Session session) {
        Duration pause = FIRST_PAUSE;
        while (!stop.given()) {
            boolean connected = serveOnce(name, session);
            pause = connected ? FIRST_PAUSE : longer(pause);
            stop.givenWithin(jittered(pause));
        }
    }

    /** Answers whether there was a connection at all. */
    private boolean serveOnce(String name, Session session) {
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            Connection connection = factory.newConnection(executor, name);
            try {
                up.set(true);
                connection.addShutdownListener(_ -> up.set(false));
                log.atInfo().addKeyValue("session", name).log("broker connected");
                return serveConnected(name, session, connection);
            } finally {
                // Not close(), which throws on a connection that the broker's death has closed already.
                connection.abort((int) ABORT_WITHIN.toMillis());
            }
        } catch (IOException | TimeoutException | RuntimeException away) {
            // Runtime, too: a broker that dies while it greets us is told by an unchecked exception.
            log.atDebug()
                    .addKeyValue("session", name)
                    .addKeyValue("reason", away)
                    .log("broker is away");
            return false;
        }
    }

    private boolean serveConnected(String name, Session session, Connection connection) {
        try {
            session.serve(connection, stop);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (Exception broken) {
            if (!stop.given()) {
                log.atWarn()
                        .addKeyValue("session", name)
                        .addKeyValue("reason", broken.toString())
                        .log("broker session ended, connecting again");
            }
        }
        return true;
    }

    private static Duration longer(Duration pause) {
        Duration doubled = pause.multipliedBy(2);
        return doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
    }

    /** So that many servers do not come back in one instant. */
    private static Duration jittered(Duration pause) {
        long millis = pause.toMillis();
        return Duration.ofMillis(millis / 2 + ThreadLocalRandom.current().nextLong(millis / 2 + 1));
    }

    @Override
    public void close() {
        stop.giveAndJoin(keepers, Duration.ofSeconds(10));
    }
}
