package org.codearena.loadtest.load.report;

import java.util.Locale;

/** Numbers and words as the page shows them. */
public final class Text {
    private static final long MANY = 10_000;

    private Text() {}

    static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length());
        text.codePoints().forEach(point -> {
            switch (point) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                default -> escaped.appendCodePoint(point < ' ' && point != '\n' && point != '\t' ? ' ' : point);
            }
        });
        return escaped.toString();
    }

    /** With as many digits as say something. */
    public static String number(double value) {
        double size = Math.abs(value);
        if (value == Math.rint(value) && size < 1e15) {
            return String.format(Locale.ROOT, size >= MANY ? "%,d" : "%d", (long) value)
                    .replace(',', '\u202f');
        }
        int digits = size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3;
        String text = String.format(Locale.ROOT, "%." + digits + "f", value);
        return digits == 0 ? text : text.replaceFirst("\\.?0+$", "");
    }

    /** Large ones in groups of three. */
    public static String number(long value) {
        return String.format(Locale.ROOT, Math.abs(value) >= MANY ? "%,d" : "%d", value)
                .replace(',', '\u202f');
    }

    /** Milliseconds as people say them. */
    public static String millis(double millis) {
        if (millis < 1) {
            return number(Math.round(millis * 1_000)) + " µs";
        }
        if (millis < 1_000) {
            return number(millis) + " ms";
        }
        return millis < 120_000 ? number(millis / 1e3) + " s" : number(millis / 60e3) + " min";
    }

    /** Bytes as people say them. */
    public static String bytes(double bytes) {
        String[] units = {"bytes", "KiB", "MiB", "GiB", "TiB", "PiB"};
        int unit = 0;
        double value = bytes;
        while (value >= 1_024 && unit < units.length - 1) {
            value /= 1_024;
            unit++;
        }
        return number(unit == 0 ? Math.rint(value) : value) + " " + units[unit];
    }

    static String seconds(double seconds) {
        long whole = Math.round(seconds);
        if (whole < 3_600) {
            return String.format(Locale.ROOT, "%d:%02d", whole / 60, whole % 60);
        }
        return String.format(Locale.ROOT, "%d:%02d:%02d", whole / 3_600, whole / 60 % 60, whole % 60);
    }

    static String percent(double share) {
        return number(Math.rint(share * 1_000) / 10) + " %";
    }
}
