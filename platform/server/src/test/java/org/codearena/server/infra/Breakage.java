package org.codearena.server.infra;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.codearena.server.TestDatabase;
import org.codearena.server.kernel.Secret;
import org.codearena.services.testing.TestServices;
import org.jspecify.annotations.Nullable;

/**
 * A process that dies half-way, as its database and its object store see it: from some step on nothing is done any more,
 * and what was not committed is gone. A step is a statement, a commit, or a blob. Thread-safe.
 */
public final class Breakage {
    private static final int NEVER = Integer.MAX_VALUE;

    /** What is done at a step's turn. */
    public interface Doing {
        void run() throws Exception;
    }

    private final AtomicInteger left = new AtomicInteger(NEVER);

    /** A database of a test's own whose statements and commits are steps. */
    public TestDatabase database() {
        var fresh = TestServices.postgres();
        var config = new Database.Config(fresh.url(), fresh.user(), new Secret(fresh.password()), 8);
        return new TestDatabase(config, Database.open(config, this::through));
    }

    /** An object store whose every use is a step. */
    public Blobs through(Blobs blobs) {
        return new Blobs() {
            @Override
            public String put(InputStream bytes) throws IOException {
                takeBlobStep();
                return blobs.put(bytes);
            }

            @Override
            public InputStream open(String sha256) throws IOException {
                takeBlobStep();
                return blobs.open(sha256);
            }

            @Override
            public void list(Consumer<String> each) throws IOException {
                takeBlobStep();
                blobs.list(each);
            }

            @Override
            public boolean delete(String sha256, Instant unlessPutSince) throws IOException {
                takeBlobStep();
                return blobs.delete(sha256, unlessPutSince);
            }

            @Override
            public boolean answers() {
                return blobs.answers();
            }
        };
    }

    /** Something else whose every call is a step. */
    public <T> T through(Class<T> type, T behind) {
        return type.cast(Proxy.newProxyInstance(
                Breakage.class.getClassLoader(), new Class<?>[] {type}, (_, method, arguments) -> {
                    if (isDead()) {
                        throw new IllegalStateException("broken off");
                    }
                    return called(behind, method, arguments);
                }));
    }

    private void takeBlobStep() throws IOException {
        if (isDead()) {
            throw new IOException("broken off");
        }
    }

    /**
     * Breaks a thing off before its first step, its second, and so on until it gets through, and lets it be done again after
     * each time.
     *
     * @param before makes everything new, each time
     * @param thing that is broken off and then done again
     * @param after sees whether all is as if nothing had happened
     * @param least so many steps it must have, or it was not broken off where it was meant to be
     */
    public void atEveryStep(int least, Doing before, Doing thing, Doing after) throws Exception {
        int steps = 0;
        boolean broken = true;
        while (broken) {
            before.run();
            broken = isBrokenOff(thing, steps);
            thing.run();
            after.run();
            steps++;
        }
        int taken = steps - 1;
        assertTrue(taken >= least, () -> "it was broken off at " + taken + " steps only");
    }

    /** Whether it died, when it was left so many steps to live; afterwards everything works again. */
    public boolean isBrokenOff(Doing thing, int steps) {
        left.set(steps);
        try {
            thing.run();
        } catch (Exception | AssertionError died) {
            assertTrue(left.get() < 0, () -> "it failed by itself: " + died);
        }
        // What was caught on the way, and not told, died as well.
        return left.getAndSet(NEVER) < 0;
    }

    private boolean isDead() {
        return left.get() != NEVER && left.decrementAndGet() < 0;
    }

    private DataSource through(DataSource pool) {
        return proxy(
                DataSource.class, pool, made -> made instanceof Connection connection ? through(connection) : made);
    }

    private Connection through(Connection connection) {
        return proxy(
                Connection.class, connection, made -> made instanceof Statement statement ? through(statement) : made);
    }

    private Object through(Statement statement) {
        Class<?> type = statement instanceof java.sql.CallableStatement
                ? java.sql.CallableStatement.class
                : statement instanceof java.sql.PreparedStatement ? java.sql.PreparedStatement.class : Statement.class;
        return proxy(type, statement, made -> made);
    }

    /** Puts what a call has made behind a proxy as well, where that has steps. */
    private interface Made {
        @Nullable
        Object of(@Nullable Object made);
    }

    private <T> T proxy(Class<T> type, Object behind, Made made) {
        return type.cast(Proxy.newProxyInstance(
                Breakage.class.getClassLoader(), new Class<?>[] {type}, (_, method, arguments) -> {
                    if (isStep(method) && isDead()) {
                        throw new SQLException("broken off");
                    }
                    return made.of(called(behind, method, arguments));
                }));
    }

    private static @Nullable Object called(Object behind, Method method, Object @Nullable [] arguments)
            throws Throwable {
        try {
            return method.invoke(behind, arguments);
        } catch (InvocationTargetException failed) {
            throw Objects.requireNonNull(failed.getCause());
        }
    }

    private static boolean isStep(Method method) {
        return method.getName().equals("commit") || method.getName().startsWith("execute");
    }
}
