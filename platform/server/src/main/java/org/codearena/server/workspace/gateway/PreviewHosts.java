package org.codearena.server.workspace.gateway;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.codearena.server.infra.http.OwnOrigin;

/**
 * Tells hosts of previews from the app's own. Whatever lies below the preview host, however it is written, is none of the app's;
 * a preview it is only when it is written exactly.
 *
 * @param suffix the preview host, below which each port of each session has a name of its own
 * @param publicUrl what people type to reach the app; where there is none, the app is at the preview host itself or at an address
 */
record PreviewHosts(String suffix, Optional<URI> publicUrl) {
    private static final Pattern AUTHORITY = Pattern.compile("(.*?)(?::([0-9]{1,5}))?");
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9.-]*[a-z0-9])?");
    private static final String LOCALHOST = "localhost";

    PreviewHosts {
        if (!NAME.matcher(suffix).matches()) {
            throw new IllegalArgumentException(
                    "'" + suffix + "' is no host name in lower case, as the preview host is");
        }
        if (publicUrl.map(PreviewHosts::hostOf).filter(suffix::equals).isPresent() && !suffix.equals(LOCALHOST)) {
            throw new IllegalArgumentException("the preview host '" + suffix
                    + "' is that of the app; a program shown in a preview must not share a host with the app");
        }
    }

    /** Whether this value of the field {@code Host} is none of the app's. */
    boolean claims(String host) {
        String name = name(host).toLowerCase(Locale.ROOT).replaceFirst("\\.+$", "");
        boolean below = name.endsWith("." + suffix);
        boolean itself = name.equals(suffix) && !suffix.equals(LOCALHOST);
        return (below || itself)
                && publicUrl.map(PreviewHosts::hostOf).filter(name::equals).isEmpty();
    }

    /** Which preview this value of the field {@code Host} names, if it is written exactly. */
    Optional<PreviewHost> parse(String host) {
        String name = name(host);
        return name.endsWith("." + suffix)
                ? PreviewHost.parse(name.substring(0, name.length() - suffix.length() - 1))
                : Optional.empty();
    }

    /**
     * The origin of a preview.
     *
     * @param asked host and port at which the app, or the preview itself, is being asked: where there is no public URL, the port
     *     is that one
     */
    String origin(PreviewHost preview, String asked) {
        return scheme() + "://" + preview.label() + "." + suffix + port(asked);
    }

    /** Where the app is, for a page that is asked for at a preview: all that may show it in a frame. */
    List<String> appOrigins(String asked) {
        return publicUrl
                .map(url -> List.of(scheme() + "://" + OwnOrigin.authority(url)))
                .orElseGet(() -> List.of("http://localhost" + port(asked), "http://127.0.0.1" + port(asked)));
    }

    /** The source, of a content security policy, of every preview. */
    String frameSource() {
        return scheme() + "://*." + suffix
                + publicUrl
                        .map(url -> url.getPort() < 0 ? "" : ":" + url.getPort())
                        .orElse(":*");
    }

    /** Whether browsers take the previews' hosts for secure, so that a cookie may be for frames of other sites. */
    boolean secure() {
        return https() || suffix.equals(LOCALHOST) || suffix.endsWith("." + LOCALHOST);
    }

    boolean https() {
        return scheme().equals("https");
    }

    String scheme() {
        return publicUrl
                .map(URI::getScheme)
                .map(scheme -> scheme.toLowerCase(Locale.ROOT))
                .orElse("http");
    }

    /** The port as it stands in a URL, with its colon; nothing where it is the usual one. */
    private String port(String asked) {
        if (publicUrl.isPresent()) {
            int port = publicUrl.get().getPort();
            return port < 0 ? "" : ":" + port;
        }
        Matcher authority = AUTHORITY.matcher(asked);
        return authority.matches() && authority.group(2) != null ? ":" + authority.group(2) : "";
    }

    private static String name(String host) {
        Matcher authority = AUTHORITY.matcher(host);
        return authority.matches() ? authority.group(1) : host;
    }

    private static String hostOf(URI url) {
        return String.valueOf(url.getHost()).toLowerCase(Locale.ROOT);
    }
}
