package org.codearena.runner.workspace;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The head of an answer by a program in the room, which may be anything: what is no HTTP is refused.
 *
 * @param reason as the program said it
 */
record HttpHead(int status, String reason, List<Field> fields) {
    private static final int MAX_BYTES = 64 << 10;
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([1-5][0-9]{2})(?: (.*))?");
    private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,200}");
    /** What concerns one connection only. */
    private static final Set<String> HOP = Set.of(
            "connection",
            "keep-alive",
            "proxy-authenticate",
            "proxy-authorization",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    HttpHead {
        fields = List.copyOf(fields);
    }

    record Field(String name, String value) {
        String line() {
            return name + ": " + value + "\r\n";
        }
    }

    /** Whether a field is of one connection only, and so is not passed on. */
    static boolean isHop(String name) {
        return HOP.contains(name.toLowerCase(Locale.ROOT));
    }

    /** @throws IOException when what comes is no HTTP */
    static HttpHead read(InputStream in) throws IOException {
        int[] left = {MAX_BYTES};
        Matcher status = STATUS.matcher(line(in, left));
        if (!status.matches()) {
            throw new IOException("what listens there speaks no HTTP");
        }
        List<Field> fields = new ArrayList<>();
        for (String line = line(in, left); !line.isEmpty(); line = line(in, left)) {
            int colon = line.indexOf(':');
            if (colon < 1 || !NAME.matcher(line.substring(0, colon)).matches()) {
                throw new IOException("what listens there sent a header that is none");
            }
            fields.add(new Field(
                    line.substring(0, colon), line.substring(colon + 1).strip()));
        }
        String reason = status.group(2);
        return new HttpHead(Integer.parseInt(status.group(1)), reason == null ? "" : reason, fields);
    }

    private static String line(InputStream in, int[] left) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int octet = in.read(); octet != '\n'; octet = in.read()) {
            if (octet < 0) {
                throw new EOFException("what listens there ended within its answer");
            }
            if (--left[0] < 0) {
                throw new IOException("what listens there sent a head of more than " + MAX_BYTES + " bytes");
            }
            if (octet >= ' ' || octet == '\t') {
                line.write(octet);
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }

    Optional<String> first(String name) {
        return fields.stream()
                .filter(field -> field.name().equalsIgnoreCase(name))
                .map(Field::value)
                .findFirst();
    }

    boolean isChunked() {
        return first("Transfer-Encoding")
                .map(value -> value.toLowerCase(Locale.ROOT))
                .filter("chunked"::equals)
                .isPresent();
    }

    /** Whether what follows it is nothing, whatever it says. */
    boolean hasNoBody(String method) {
        return method.equals("HEAD") || status < 200 || status == 204 || status == 304;
    }
}
