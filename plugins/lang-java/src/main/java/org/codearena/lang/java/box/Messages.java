package org.codearena.lang.java.box;

/** Makes what the compiler says fit to be read. */
final class Messages {
    private static final int LONGEST_LINE = 400;

    private Messages() {}

    /** The compiler quotes lines whole, and a source may be one line of 200 KB. */
    static String readable(String messages) {
        if (messages.contains("java.lang.StackOverflowError")) {
            return "error: the source is nested too deeply for the compiler\n";
        }
        StringBuilder readable = new StringBuilder();
        messages.lines().forEach(line -> readable.append(cut(line)).append('\n'));
        return readable.toString();
    }

    private static String cut(String line) {
        return line.length() > LONGEST_LINE ? line.substring(0, LONGEST_LINE) + "..." : line;
    }
}
