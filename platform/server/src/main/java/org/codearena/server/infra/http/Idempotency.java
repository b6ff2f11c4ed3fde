package org.codearena.server.infra.http;

import io.helidon.http.Header;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.codearena.server.infra.Database;
import org.codearena.server.kernel.Fault;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;

/**
 * Makes a POST safe to repeat: the same {@code Idempotency-Key} from the same user returns the first answer. The key, the
 * work and the answer are one transaction, so that there is no moment at which a crash leaves one without the others, and
 * a duplicate that arrives meanwhile waits on the key's row. What failed is not kept: repeating it tries again.
 */
public final class Idempotency {
    /** What a POST answers when it has done its work. */
    public record Answer(Status status, Object body) {}

    private record Stored(byte[] request, int status, byte[] body, boolean replayed) {}

    private static final HeaderName KEY = HeaderNames.create("Idempotency-Key");
    private static final Header REPLAYED = HeaderValues.createCached("Idempotency-Replayed", "true");
    private static final Pattern SANE = Pattern.compile("[\\x21-\\x7e]{1,255}");
    private static final Duration KEPT = Duration.ofHours(24);
    private static final String PATIENCE = "10s";
    private static final String LOCK_NOT_AVAILABLE = "55P03";

    private final Database database;
    private final InstantSource clock;

    public Idempotency(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Does the work in a transaction and sends its answer, or sends the first answer again. Call it after the body was
     * read: the body tells a repeated request from another one under the same key.
     */
    public void answer(ServerRequest request, ServerResponse response, UUID user, Function<Handle, Answer> work) {
        Optional<String> key = key(request);
        if (key.isEmpty()) {
            Answer answer = database.inTransaction(work::apply);
            Json.send(response, answer.status(), answer.body());
            return;
        }
        byte[] digest = digest(request);
        Stored stored;
        try {
            stored = database.inTransaction(tx -> once(tx, user, key.get(), digest, work));
        } catch (JdbiException failure) {
            throw stillRunning(failure) ? conflict(key.get()) : failure;
        }
        if (!Arrays.equals(stored.request(), digest)) {
            throw Fault.conflict(
                    "the Idempotency-Key '" + key.get() + "' was used for another request; choose a new one");
        }
        if (stored.replayed()) {
            response.header(REPLAYED);
        }
        response.status(stored.status()).header(Json.JSON);
        response.send(stored.body());
    }

    /** Forgets answers that are older than they are promised to be kept. */
    public void purge(Handle tx) {
        tx.createUpdate("delete from idempotency where created_at < :before")
                .bind("before", clock.instant().minus(KEPT))
                .execute();
    }

    private Stored once(Handle tx, UUID user, String key, byte[] digest, Function<Handle, Answer> work) {
        if (!claim(tx, user, key, digest)) {
            return stored(tx, user, key);
        }
        Answer answer = work.apply(tx);
        Stored first =
                new Stored(digest, answer.status().code(), Json.mapper().writeValueAsBytes(answer.body()), false);
        tx.createUpdate("update idempotency set status = :status, body = :body where user_id = :user and key = :key")
                .bind("status", first.status())
                .bind("body", first.body())
                .bind("user", user)
                .bind("key", key)
                .execute();
        return first;
    }

    /**
     * Waits for a transaction that holds the same key, but not for ever; what waits for locks later in the transaction is not bounded by
     * that. It is one statement, as each more is a way to the database and back for every submission.
     */
    private boolean claim(Handle tx, UUID user, String key, byte[] digest) {
        Instant now = clock.instant();
        return tx.createQuery("""
                        with usual as materialized (select current_setting('lock_timeout') as patience),
                             shorter as materialized (select set_config('lock_timeout', :patience, true) from usual)
                        insert into idempotency (user_id, key, request_sha256, status, body, created_at)
                        select :user, :key, cast(:digest as bytea), 0, '', cast(:now as timestamptz) from shorter
                        on conflict (user_id, key) do update
                           set request_sha256 = excluded.request_sha256, created_at = excluded.created_at
                         where idempotency.created_at < :expired
                        returning set_config('lock_timeout', (select patience from usual), true)""")
                .bind("patience", PATIENCE)
                .bind("user", user)
                .bind("key", key)
                .bind("digest", digest)
                .bind("now", now)
                .bind("expired", now.minus(KEPT))
                .mapTo(String.class)
                .findOne()
                .isPresent();
    }

    private static Stored stored(Handle tx, UUID user, String key) {
        return tx.createQuery(
                        "select request_sha256, status, body from idempotency where user_id = :user and key = :key")
                .bind("user", user)
                .bind("key", key)
                .map((row, _) -> new Stored(row.getBytes(1), row.getInt(2), row.getBytes(3), true))
                .one();
    }

    private static Optional<String> key(ServerRequest request) {
        return request.headers().first(KEY).map(key -> {
            if (!SANE.matcher(key).matches()) {
                throw Fault.badInput("the Idempotency-Key must be 1 to 255 visible ASCII characters");
            }
            return key;
        });
    }

    private static byte[] digest(ServerRequest request) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update((request.prologue().method().text() + " "
                            + request.prologue().uriPath().rawPath() + "?"
                            + request.query().rawValue() + "\n")
                    .getBytes(StandardCharsets.UTF_8));
            request.context().get(RequestBody.class).ifPresent(body -> digest.update(body.sha256()));
            return digest.digest();
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing);
        }
    }

    private static boolean stillRunning(JdbiException failure) {
        return failure.getCause() instanceof SQLException sql && LOCK_NOT_AVAILABLE.equals(sql.getSQLState());
    }

    private static Fault conflict(String key) {
        return Fault.conflict("the first request with the Idempotency-Key '" + key + "' is still being worked on");
    }
}
