package org.codearena.server.workspace.gateway;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import org.codearena.server.kernel.Sha256;

/** Issues tickets, 256 random bits each, and takes them back once. Only their hashes are kept. Thread-safe. */
final class Tickets {
    private static final int BYTES = 32;
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{43}");

    private final TicketStore store;
    private final Duration life;
    private final SecureRandom random = new SecureRandom();

    Tickets(TicketStore store, Duration life) {
        this.store = store;
        this.life = life;
    }

    String issue(Grant grant) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        String ticket = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        store.put(key(ticket), grant, life);
        return ticket;
    }

    /** What the ticket is good for; from now on it is good for nothing. */
    Optional<Grant> take(String ticket) {
        return FORM.matcher(ticket).matches() ? store.take(key(ticket)) : Optional.empty();
    }

    private static String key(String ticket) {
        return Sha256.of(ticket.getBytes(StandardCharsets.US_ASCII));
    }
}
