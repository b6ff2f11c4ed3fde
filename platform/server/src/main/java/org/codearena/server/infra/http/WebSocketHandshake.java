package org.codearena.server.infra.http;

import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import io.helidon.http.HttpException;
import io.helidon.http.Status;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.codearena.server.kernel.Fault;

/**
 * The opening handshake of a WebSocket (RFC 6455) that is passed on: the client's key goes to the peer, and the peer's answer must
 * be one to that key. Extensions are never asked for.
 *
 * @param offered the subprotocols that the client offers, as it wrote them
 */
record WebSocketHandshake(String key, List<String> offered) {
    private static final String KEY = "Sec-WebSocket-Key";
    private static final String VERSION = "Sec-WebSocket-Version";
    static final String PROTOCOL = "Sec-WebSocket-Protocol";
    private static final String ACCEPT = "Sec-WebSocket-Accept";
    private static final String EXTENSIONS = "Sec-WebSocket-Extensions";
    private static final String THE_VERSION = "13";
    private static final String SUFFIX = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final Pattern KEY_FORM = Pattern.compile("[A-Za-z0-9+/]{22}==");
    private static final Pattern SUBPROTOCOL = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,128}");
    private static final int MOST_OFFERED = 32;

    WebSocketHandshake {
        offered = List.copyOf(offered);
    }

    /** Reads it from a request to upgrade; a malformed one is a fault. */
    static WebSocketHandshake of(Headers headers) {
        if (headers.contains(HeaderNames.TRANSFER_ENCODING)
                || !headers.all(HeaderNames.CONTENT_LENGTH, List::of).stream().allMatch("0"::equals)) {
            throw Fault.badInput("a request for a WebSocket has no body");
        }
        if (!lists(headers, "Connection", "upgrade")) {
            throw Fault.badInput("a request for a WebSocket must name 'Upgrade' in its field 'Connection'");
        }
        if (!only(headers, VERSION).equals(Optional.of(THE_VERSION))) {
            throw new HttpException(
                    "the WebSocket's version must be " + THE_VERSION, Status.UPGRADE_REQUIRED_426, false);
        }
        String key = only(headers, KEY)
                .filter(given -> KEY_FORM.matcher(given).matches())
                .orElseThrow(() -> Fault.badInput("'" + KEY + "' must be 16 bytes in Base64, once"));
        return new WebSocketHandshake(key, offered(headers));
    }

    private static List<String> offered(Headers headers) {
        List<String> offered = members(headers, PROTOCOL);
        if (offered.size() > MOST_OFFERED
                || !offered.stream().allMatch(each -> SUBPROTOCOL.matcher(each).matches())) {
            throw Fault.badInput("'" + PROTOCOL + "' must be a list of at most " + MOST_OFFERED + " subprotocols");
        }
        return offered;
    }

    /** The fields that ask the peer. */
    List<Field> asked(Optional<String> subprotocol) {
        List<Field> fields = new ArrayList<>(List.of(
                new Field("Connection", "Upgrade"),
                new Field("Upgrade", "websocket"),
                new Field(KEY, key),
                new Field(VERSION, THE_VERSION)));
        List<String> wanted = subprotocol.map(List::of).orElse(offered);
        if (!wanted.isEmpty()) {
            fields.add(new Field(PROTOCOL, String.join(", ", wanted)));
        }
        return fields;
    }

    /** The fields that tell the client of the peer's consent; an answer that is no consent to just this is an exception. */
    List<Field> answered(Head head, Optional<String> subprotocol) throws IOException {
        List<String> chosen = head.all(PROTOCOL);
        boolean agreed = head.lists("Upgrade", "websocket")
                && head.lists("Connection", "upgrade")
                && head.all(ACCEPT).equals(List.of(accept()))
                && head.all(EXTENSIONS).isEmpty()
                && (subprotocol.isPresent()
                        ? chosen.equals(List.of(subprotocol.get()))
                        : chosen.isEmpty() || (chosen.size() == 1 && offered.contains(chosen.getFirst())));
        if (!agreed) {
            throw new IOException("the peer agreed to something else than it was asked for");
        }
        List<Field> fields = new ArrayList<>(List.of(
                new Field("Connection", "Upgrade"), new Field("Upgrade", "websocket"), new Field(ACCEPT, accept())));
        chosen.forEach(each -> fields.add(new Field(PROTOCOL, each)));
        return fields;
    }

    /** Whether a field belongs to the handshake itself, and not to what is asked for or answered with it. */
    static boolean isPart(String name) {
        return name.regionMatches(true, 0, "Sec-WebSocket-", 0, "Sec-WebSocket-".length());
    }

    private String accept() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-1").digest((key + SUFFIX).getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    private static Optional<String> only(Headers headers, String name) {
        List<String> all = headers.all(HeaderNames.create(name), List::of);
        return all.size() == 1 ? Optional.of(all.getFirst()) : Optional.empty();
    }

    private static boolean lists(Headers headers, String name, String member) {
        return members(headers, name).stream().anyMatch(member::equalsIgnoreCase);
    }

    /** The members of a field that is a list. */
    static List<String> members(Headers headers, String name) {
        return headers.all(HeaderNames.create(name), List::of).stream()
                .flatMap(line -> Arrays.stream(line.split(",", -1)))
                .map(String::strip)
                .filter(each -> !each.isEmpty())
                .toList();
    }
}
