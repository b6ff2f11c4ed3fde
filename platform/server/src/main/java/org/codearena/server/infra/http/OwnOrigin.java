package org.codearena.server.infra.http;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;

/** Tells our own pages' origin from others': it names the host that was asked, or the configured public URL. */
public record OwnOrigin(Optional<URI> publicUrl) {
    private static final Pattern AUTHORITY = Pattern.compile("[A-Za-z0-9.-]{1,253}(:[0-9]{1,5})?");

    /** @param authority host, and port if given, that the request was sent to */
    boolean is(String origin, String authority) {
        try {
            URI given = URI.create(origin);
            return isWeb(given)
                    && (authority(given).equalsIgnoreCase(authority)
                            || publicUrl.filter(own -> sameOrigin(own, given)).isPresent());
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }

    /** What is allowed, for messages. */
    String words(String authority) {
        return "'" + publicUrl.map(URI::toString).orElse("http://" + authority) + "'";
    }

    /** The source, of a content security policy, of WebSockets to ourselves; nothing where the host is none. */
    String webSockets(String authority) {
        if (publicUrl.isPresent()) {
            URI url = publicUrl.get();
            return ("https".equalsIgnoreCase(url.getScheme()) ? "wss://" : "ws://") + authority(url);
        }
        return AUTHORITY.matcher(authority).matches() ? "ws://" + authority + " wss://" + authority : "";
    }

    private static boolean isWeb(URI given) {
        return "http".equals(given.getScheme()) || "https".equals(given.getScheme());
    }

    private static boolean sameOrigin(URI own, URI given) {
        return String.valueOf(own.getScheme()).equals(given.getScheme())
                && authority(own).equalsIgnoreCase(authority(given));
    }

    /** Without a port that says nothing, as browsers write it in {@code Origin} and {@code Host} alike. */
    public static String authority(URI uri) {
        boolean usual = uri.getPort() < 0
                || ("http".equals(uri.getScheme()) && uri.getPort() == 80)
                || ("https".equals(uri.getScheme()) && uri.getPort() == 443);
        return usual ? String.valueOf(uri.getHost()) : uri.getHost() + ":" + uri.getPort();
    }
}
