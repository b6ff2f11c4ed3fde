package org.codearena.server.workspace.gateway;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;

/** The paths of a preview: all are the program's but one, at which a browser gets its cookie. */
final class PreviewPath {
    static final String OPEN = "/_codearena/open";

    private static final Pattern LOCAL =
            Pattern.compile("/([^/\\\\\\x00-\\x20\\x7f-\\uffff][^\\\\\\x00-\\x20\\x7f-\\uffff]*)?");
    private static final int LONGEST = 2_000;

    private PreviewPath() {}

    /** Whether a browser that is sent there stays on the same host. */
    static boolean isLocal(String path) {
        return path.length() <= LONGEST && LOCAL.matcher(path).matches();
    }

    /** Path and query at which a browser exchanges its ticket and goes on to the path. */
    static String opening(String ticket, String path) {
        return OPEN + "?ticket=" + ticket + "&path=" + URLEncoder.encode(path, StandardCharsets.UTF_8);
    }

    /**
     * Where the runner is asked for this.
     *
     * @param sent path and query as the browser sent them
     */
    static String target(int port, String sent) {
        return "/preview/" + port + sent;
    }

    /** Whether this can be put behind a prefix and stays there, however often whoever reads it decodes and climbs. */
    static boolean stays(String sent) {
        String path = sent.split("\\?", 2)[0];
        if (!path.startsWith("/")) {
            return false;
        }
        for (int depth = 0; depth < 4; depth++) {
            if (climbs(path)) {
                return false;
            }
            path = decoded(path);
        }
        return !climbs(path);
    }

    private static boolean climbs(String path) {
        return Arrays.stream(path.split("[/\\\\]", -1))
                .map(part -> part.split(";", 2)[0])
                .anyMatch(part -> part.equals("..") || part.equals("."));
    }

    private static String decoded(String path) {
        try {
            return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.ISO_8859_1);
        } catch (IllegalArgumentException malformed) {
            return path;
        }
    }
}
