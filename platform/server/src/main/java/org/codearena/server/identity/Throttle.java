package org.codearena.server.identity;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.codearena.server.kernel.Fault;

/**
 * Slows down those who guess. Wrong passwords are counted by address and by account; but an address that the account has
 * logged in from before has a count of its own, so that nobody can lock others out by guessing wrong on purpose. Keys are
 * hashed: people type passwords into the field for the name. Thread-safe.
 */
final class Throttle {
    private final Attempts attempts;
    private final IdentityConfig config;

    Throttle(Attempts attempts, IdentityConfig config) {
        this.attempts = attempts;
        this.config = config;
    }

    /** A login that was let pass, to be settled by what came of it; a wrong password needs no settling. */
    final class Pass {
        private final String address;
        private final String account;

        private Pass(String address, String account) {
            this.address = address;
            this.account = account;
        }

        /** The account starts anew. The address does not: its owner could wash it clean with an account of their own. */
        void wasRight() {
            attempts.clear(account);
            attempts.forgive(address);
        }

        /** It was never tried whether the password is right. */
        void cameToNothing() {
            attempts.forgive(account);
            attempts.forgive(address);
        }
    }

    Pass login(String username, String address, BooleanSupplier known) {
        String name = username.toLowerCase(Locale.ROOT);
        String byAddress = key("login-from", network(address));
        begin(byAddress, config.byAddress());
        String byAccount =
                known.getAsBoolean() ? key("login-of-from", name + " " + network(address)) : key("login-of", name);
        begin(byAccount, config.byAccount());
        return new Pass(byAddress, byAccount);
    }

    void registration(String address) {
        begin(key("register-from", network(address)), config.registrations());
    }

    /** An IPv4 address, or an IPv6 network: a single customer has 2^64 addresses of those. */
    static String network(String address) {
        if (address.indexOf(':') < 0) {
            return address;
        }
        try {
            byte[] bytes = InetAddress.ofLiteral(address).getAddress();
            return bytes.length == 4
                    ? InetAddress.getByAddress(bytes).getHostAddress()
                    : HexFormat.of().formatHex(Arrays.copyOf(bytes, 8)) + "/64";
        } catch (IllegalArgumentException | UnknownHostException malformed) {
            return address;
        }
    }

    private void begin(String key, Attempts.Policy policy) {
        Optional<Duration> wait = attempts.begin(key, policy);
        if (wait.isPresent()) {
            throw Fault.tooMany("too many attempts, try again in " + seconds(wait.get()) + " s", wait.get());
        }
    }

    private static long seconds(Duration wait) {
        return Math.max(1, wait.plusMillis(999).toSeconds());
    }

    private static String key(String kind, String who) {
        return kind + ":" + HexFormat.of().formatHex(SecretToken.sha256(who));
    }
}
