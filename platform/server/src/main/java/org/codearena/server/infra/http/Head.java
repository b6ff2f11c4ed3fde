package org.codearena.server.infra.http;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The head of an answer, taken only as the standard has it: what other readers might understand otherwise is refused.
 *
 * @param fields in the order they came, names as they were written
 */
public record Head(int status, List<Field> fields) {
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 ([1-5][0-9]{2})( [\\t\\x20-\\x7e\\x80-\\xff]*)?");
    private static final int MOST_FIELDS = 200;

    public Head {
        fields = List.copyOf(fields);
    }

    /** Reads one from its text, one character for each byte, up to and without the empty line. */
    static Head parse(String text) throws IOException {
        String[] lines = text.split("\r\n", -1);
        Matcher status = STATUS.matcher(lines[0]);
        if (!status.matches()) {
            throw new IOException("the answer does not begin with a status of HTTP/1.1");
        }
        if (lines.length > MOST_FIELDS) {
            throw new IOException(
                    "the answer has " + (lines.length - 1) + " fields, at most " + MOST_FIELDS + " are allowed");
        }
        List<Field> fields = new ArrayList<>();
        for (String line : Arrays.asList(lines).subList(1, lines.length)) {
            fields.add(field(line));
        }
        return new Head(Integer.parseInt(status.group(1)), fields);
    }

    private static Field field(String line) throws IOException {
        int colon = line.indexOf(':');
        try {
            return new Field(
                    line.substring(0, Math.max(0, colon)),
                    line.substring(colon + 1).strip());
        } catch (IllegalArgumentException malformed) {
            throw new IOException("the answer has a malformed field", malformed);
        }
    }

    public Optional<String> first(String name) {
        return all(name).stream().findFirst();
    }

    public List<String> all(String name) {
        return fields.stream().filter(field -> field.is(name)).map(Field::value).toList();
    }

    /** Whether a field that is a list, separated by commas, has this among its members. */
    public boolean lists(String name, String member) {
        return all(name).stream()
                .flatMap(value -> Arrays.stream(value.split(",", -1)))
                .anyMatch(each -> each.strip().equalsIgnoreCase(member));
    }
}
