package org.codearena.server.identity;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.codearena.server.kernel.Fault;

/**
 * Argon2id. Hashing runs on a few threads of its own, behind a short queue: it is meant to cost memory and CPU, and a flood
 * of logins must not get either; virtual threads would hold the carriers that every other request needs. Thread-safe.
 */
public final class Passwords implements AutoCloseable {
    /**
     * The cost of a hash and the bound on all of them.
     *
     * @param threads hashes at the same time, each of which takes the memory
     * @param queued logins that may wait for a thread; one more is refused with 503
     */
    public record Config(int memoryKib, int iterations, int lanes, int threads, int queued) {
        /** What OWASP's cheat sheet gives as the least. */
        public static Config defaults() {
            return new Config(19_456, 2, 1, Math.max(2, Runtime.getRuntime().availableProcessors() / 2), 50);
        }
    }

    /** The PHC string format, with what this class writes and no other variant. */
    private static final Pattern ENCODED = Pattern.compile(
            "\\$argon2id\\$v=19\\$m=(\\d{1,7}),t=(\\d{1,3}),p=(\\d{1,2})\\$([A-Za-z0-9+/]{16,})\\$([A-Za-z0-9+/]{16,})");

    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final Duration TRY_AGAIN = Duration.ofSeconds(2);

    private final Config config;
    private final ThreadPoolExecutor threads;
    private final Timer timer;
    private final SecureRandom random = new SecureRandom();
    private final String nobodys;

    public Passwords(Config config, MeterRegistry meters) {
        this.config = config;
        this.timer = meters.timer("identity.password.hash");
        this.threads = new ThreadPoolExecutor(
                config.threads(),
                config.threads(),
                30,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(config.queued()),
                Thread.ofPlatform()
                        .inheritInheritableThreadLocals(false)
                        .daemon()
                        .name("password-", 0)
                        .factory());
        threads.allowCoreThreadTimeOut(true);
        // A hash that no password has: its 32 bytes are zero.
        this.nobodys = encode(salt(), new byte[HASH_BYTES]);
    }

    /** The hash to store, with its parameters and its salt. */
    public String hash(String password) {
        return onThread(() -> {
            byte[] salt = salt();
            return encode(salt, argon2(password, salt, config.memoryKib(), config.iterations(), config.lanes()));
        });
    }

    /** Whether this is the password of that hash. Without a hash, for want of a user, it costs the same and is false. */
    public boolean matches(String password, Optional<String> encoded) {
        return onThread(() -> verify(password, encoded.orElse(nobodys))) && encoded.isPresent();
    }

    /** Whether a hash was made with other parameters than are in force, so that a login should renew it. */
    public boolean isOutdated(String encoded) {
        return !encoded.startsWith(prefix());
    }

    private boolean verify(String password, String encoded) {
        Matcher parts = ENCODED.matcher(encoded);
        if (!parts.matches()) {
            throw new IllegalStateException("a stored password hash is not in the format of argon2id");
        }
        byte[] expected = Base64.getDecoder().decode(parts.group(5));
        byte[] actual = argon2(
                password,
                Base64.getDecoder().decode(parts.group(4)),
                Integer.parseInt(parts.group(1)),
                Integer.parseInt(parts.group(2)),
                Integer.parseInt(parts.group(3)));
        return MessageDigest.isEqual(expected, actual);
    }

    private byte[] argon2(String password, byte[] salt, int memoryKib, int iterations, int lanes) {
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withSalt(salt)
                .withMemoryAsKB(memoryKib)
                .withIterations(iterations)
                .withParallelism(lanes)
                .build());
        byte[] hash = new byte[HASH_BYTES];
        // The same letters typed on two systems may come composed on one and decomposed on the other.
        String normal = Normalizer.normalize(password, Normalizer.Form.NFKC);
        generator.generateBytes(normal.getBytes(StandardCharsets.UTF_8), hash);
        return hash;
    }

    private String encode(byte[] salt, byte[] hash) {
        Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
        return prefix() + base64.encodeToString(salt) + "$" + base64.encodeToString(hash);
    }

    private String prefix() {
        return "$argon2id$v=19$m=" + config.memoryKib() + ",t=" + config.iterations() + ",p=" + config.lanes() + "$";
    }

    private byte[] salt() {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        return salt;
    }

    private <T> T onThread(Callable<T> work) {
        try {
            return threads.submit(() -> timer.recordCallable(work)).get();
        } catch (RejectedExecutionException full) {
            throw Fault.unavailable("too many people log in just now", TRY_AGAIN);
        } catch (ExecutionException failure) {
            throw new IllegalStateException("hashing a password failed", failure.getCause());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw Fault.unavailable("the server stops", TRY_AGAIN);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
