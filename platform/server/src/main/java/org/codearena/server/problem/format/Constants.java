package org.codearena.server.problem.format;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The package's constants in its own submissions: <code>{{name}}</code> becomes the value. */
final class Constants {
    private static final Pattern SEQUENCE = Pattern.compile("\\{\\{([a-zA-Z_][a-zA-Z0-9_]*)}}");

    private Constants() {}

    static byte[] replace(byte[] source, Map<String, String> constants) {
        if (constants.isEmpty()) {
            return source;
        }
        // Latin-1 there and back changes no byte that is not replaced, whatever the encoding is.
        String text = new String(source, StandardCharsets.ISO_8859_1);
        String replaced = SEQUENCE.matcher(text).replaceAll(found -> {
            String value = constants.get(found.group(1));
            return Matcher.quoteReplacement(value == null ? found.group() : latin(value));
        });
        return replaced.getBytes(StandardCharsets.ISO_8859_1);
    }

    static String replace(String text, Map<String, String> constants) {
        return SEQUENCE.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(constants.getOrDefault(found.group(1), found.group())));
    }

    private static String latin(String value) {
        return new String(value.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }
}
