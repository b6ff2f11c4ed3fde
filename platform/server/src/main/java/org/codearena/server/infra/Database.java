package org.codearena.server.infra;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.codearena.server.kernel.Secret;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.HandleConsumer;
import org.jdbi.v3.core.Jdbi;

/**
 * PostgreSQL, the truth. Opening it migrates the schema ({@code db/V*.sql}, never edited once released). Stores take the
 * {@link Handle} of their caller's transaction. Thread-safe.
 */
public final class Database implements AutoCloseable {
    /**
     * Where the database is and how much of it this process may use.
     *
     * @param url a JDBC URL
     * @param connections the pool's size: with virtual threads it is what bounds the load on PostgreSQL
     */
    public record Config(String url, String user, Secret password, int connections) {}

    private final HikariDataSource pool;
    private final Jdbi jdbi;

    private Database(HikariDataSource pool, DataSource source) {
        this.pool = pool;
        this.jdbi = Jdbi.create(source);
    }

    public static Database open(Config config) {
        return open(config, UnaryOperator.identity());
    }

    /** @param through what stands between the pool and everybody: tests let it break */
    static Database open(Config config, UnaryOperator<DataSource> through) {
        HikariDataSource pool = new HikariDataSource(pooled(config));
        try {
            Flyway.configure().dataSource(pool).locations("classpath:db").load().migrate();
            return new Database(pool, through.apply(pool));
        } catch (RuntimeException failure) {
            pool.close();
            throw failure;
        }
    }

    private static HikariConfig pooled(Config config) {
        HikariConfig hikari = new HikariConfig();
        hikari.setPoolName("database");
        hikari.setJdbcUrl(config.url());
        hikari.setUsername(config.user());
        hikari.setPassword(config.password().value());
        hikari.setMaximumPoolSize(config.connections());
        hikari.setMinimumIdle(Math.min(4, config.connections()));
        hikari.setConnectionTimeout(Duration.ofSeconds(10).toMillis());
        hikari.setThreadFactory(Thread.ofPlatform()
                // They outlive the request that needed the first of them, and are to log under no id of it.
                .inheritInheritableThreadLocals(false)
                .daemon()
                .name("database-", 0)
                .factory());
        return hikari;
    }

    public <T> T inTransaction(HandleCallback<T, RuntimeException> work) {
        return jdbi.inTransaction(work);
    }

    public void useTransaction(HandleConsumer<RuntimeException> work) {
        jdbi.useTransaction(work);
    }

    /** For reads that need no transaction of their own. */
    public <T> T read(HandleCallback<T, RuntimeException> work) {
        return jdbi.withHandle(work);
    }

    public DataSource dataSource() {
        return pool;
    }

    /** Whether a query is likely to succeed now. */
    public boolean answers() {
        try (Connection connection = pool.getConnection()) {
            return connection.isValid(2);
        } catch (SQLException down) {
            return false;
        }
    }

    @Override
    public void close() {
        pool.close();
    }
}
