package org.codearena.server.infra;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.codearena.server.kernel.StopSignal;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * PostgreSQL's LISTEN and NOTIFY: a transaction that has committed wakes whoever waits for its work, in this process or another.
 * A notice is a hint, never the work itself: after a lost connection every listener is woken once, because what was
 * missed is not known, and each listener also looks by itself now and then. Thread-safe.
 */
public final class Notices implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Notices.class);
    private static final Duration RECONNECT_AFTER = Duration.ofMillis(500);
    /** How long one wait for notices blocks; the thread notices the closing at least this often. */
    private static final Duration WAIT = Duration.ofSeconds(1);

    private final Database.Config config;
    private final Map<String, List<Runnable>> listeners = new ConcurrentHashMap<>();
    private final StopSignal stop = new StopSignal();
    private @Nullable Thread thread;

    public Notices(Database.Config config) {
        this.config = config;
    }

    /**
     * Within the caller's transaction: the notice leaves when it has committed. Not within it, because PostgreSQL lets those
     * that notify commit one after the other, each waiting for the disk; the notice's own commit does not wait for it.
     */
    public static void send(Handle tx, String channel) {
        tx.afterCommit(() -> sendNow(tx, channel));
    }

    private static void sendNow(Handle handle, String channel) {
        try {
            handle.createQuery("select set_config('synchronous_commit', 'off', true), pg_notify(:channel, '')")
                    .bind("channel", channel)
                    .mapToMap()
                    .one();
        } catch (RuntimeException lost) {
            // What was committed stays so; the listeners look by themselves now and then.
            log.atDebug().addKeyValue("reason", lost.toString()).log("notice not sent");
        }
    }

    /** To be called before {@link #start}. The listener must return soon: it runs on the thread that reads notices. */
    public void listen(String channel, Runnable listener) {
        listeners.computeIfAbsent(channel, _ -> new CopyOnWriteArrayList<>()).add(listener);
    }

    public void start() {
        thread = Thread.ofPlatform().daemon().name("notices").start(this::keepListening);
    }

    private void keepListening() {
        while (!stop.given()) {
            try (Connection connection = connect()) {
                listeners.values().forEach(each -> each.forEach(Runnable::run));
                readUntilClosed(connection.unwrap(PGConnection.class));
            } catch (SQLException lost) {
                log.atWarn().addKeyValue("reason", lost.getMessage()).log("notices lost, connecting again");
                stop.givenWithin(RECONNECT_AFTER);
            }
        }
    }

    private Connection connect() throws SQLException {
        Connection connection = DriverManager.getConnection(
                config.url(), config.user(), config.password().value());
        try (Statement statement = connection.createStatement()) {
            for (String channel : listeners.keySet()) {
                statement.execute("listen " + channel);
            }
        }
        return connection;
    }

    private void readUntilClosed(PGConnection connection) throws SQLException {
        while (!stop.given()) {
            PGNotification[] notices = connection.getNotifications((int) WAIT.toMillis());
            if (notices != null) {
                for (PGNotification notice : notices) {
                    listeners.getOrDefault(notice.getName(), List.of()).forEach(Runnable::run);
                }
            }
        }
    }

    @Override
    public void close() {
        stop.giveAndJoin(thread == null ? List.of() : List.of(thread), WAIT.multipliedBy(3));
    }
}
