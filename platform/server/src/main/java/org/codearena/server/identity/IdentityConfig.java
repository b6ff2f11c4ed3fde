package org.codearena.server.identity;

import java.time.Duration;
import org.codearena.server.infra.http.HttpConfig;

/**
 * The rules of accounts.
 *
 * @param registrationOpen whether anyone may make an account
 * @param secureCookies whether the browser sends the cookie over TLS only
 * @param trustedHops proxies before us, as in {@link HttpConfig}
 * @param idle a login ends after so long without a request
 * @param life a login ends after so long whatever is done with it
 * @param remembered how long a request's caller is taken from memory
 * @param byAddress patience with wrong passwords from one address
 * @param byAccount patience with wrong passwords for one account
 * @param registrations patience with registrations from one address
 */
public record IdentityConfig(
        boolean registrationOpen,
        boolean secureCookies,
        int trustedHops,
        Duration idle,
        Duration life,
        Duration remembered,
        Attempts.Policy byAddress,
        Attempts.Policy byAccount,
        Attempts.Policy registrations) {

    /** Open to all; a class or an office behind one address gets along. */
    public static IdentityConfig of(HttpConfig http) {
        return new IdentityConfig(
                true,
                http.https(),
                http.trustedHops(),
                Duration.ofDays(14),
                Duration.ofDays(90),
                Duration.ofSeconds(5),
                new Attempts.Policy(50, Duration.ofSeconds(1), Duration.ofMinutes(5), Duration.ofHours(1)),
                new Attempts.Policy(5, Duration.ofSeconds(1), Duration.ofMinutes(15), Duration.ofHours(24)),
                new Attempts.Policy(200, Duration.ofSeconds(5), Duration.ofMinutes(10), Duration.ofHours(1)));
    }

    public IdentityConfig withRegistration(boolean open) {
        return new IdentityConfig(
                open, secureCookies, trustedHops, idle, life, remembered, byAddress, byAccount, registrations);
    }

    public IdentityConfig withRegistrations(Attempts.Policy policy) {
        return new IdentityConfig(
                registrationOpen, secureCookies, trustedHops, idle, life, remembered, byAddress, byAccount, policy);
    }
}
