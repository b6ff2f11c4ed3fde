package org.codearena.contract;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * A log event as one line, alike in every process, so that one id can be searched for in all of their logs: time, level,
 * logger, fields as {@code name=value}, and what happened. A stack trace follows on lines that begin with a tab.
 */
public final class LogLine extends Formatter {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSxx").withZone(ZoneId.systemDefault());

    private final Supplier<? extends Map<String, String>> fields;

    /** @param fields of the current thread, which belong to whatever it logs */
    public LogLine(Supplier<? extends Map<String, String>> fields) {
        this.fields = fields;
    }

    /** From now on this process logs so, wherever it logs to. */
    public static void everywhere(Supplier<? extends Map<String, String>> fields) {
        LogLine form = new LogLine(fields);
        for (Handler handler : Logger.getLogger("").getHandlers()) {
            handler.setFormatter(form);
        }
    }

    @Override
    public String format(LogRecord event) {
        String message = oneLine(formatMessage(event));
        StringBuilder line = new StringBuilder()
                .append(TIME.format(event.getInstant()))
                .append(' ')
                .append(event.getLevel().getName())
                .append(' ')
                .append(event.getLoggerName())
                .append(' ');
        new TreeMap<>(fields.get()).forEach((name, value) -> {
            // An event that names it itself knows better than its thread.
            if (!message.contains(name + "=")) {
                line.append(name).append('=').append(oneLine(value)).append(' ');
            }
        });
        line.append(message).append('\n');
        if (event.getThrown() != null) {
            line.append(trace(event.getThrown()));
        }
        return line.toString();
    }

    /** Nobody whose words are logged can write a line of their own. */
    private static String oneLine(String text) {
        StringBuilder line = new StringBuilder(text.length());
        text.codePoints().forEach(point -> {
            switch (point) {
                case '\n' -> line.append("\\n");
                case '\r' -> line.append("\\r");
                default -> line.appendCodePoint(Character.isISOControl(point) && point != '\t' ? '?' : point);
            }
        });
        return line.toString();
    }

    private static String trace(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text, true));
        StringBuilder lines = new StringBuilder();
        text.toString()
                .lines()
                .forEach(line -> lines.append('\t').append(line.strip()).append('\n'));
        return lines.toString();
    }
}
