package org.codearena.plugin.kit;

import java.util.Locale;

/** What the kit says to people, on one line and not too long. */
final class Words {
    private static final int LONGEST = 60;

    private Words() {}

    static String quoted(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        return '"' + (line.length() > LONGEST ? line.substring(0, LONGEST) + "..." : line) + '"';
    }

    static String of(End end) {
        return switch (end) {
            case End.NotCompiled(String message) -> "compile error: " + quoted(message);
            case End.Ended(int status, String output, String errors) ->
                "status " + status + ", printed " + quoted(output) + (errors.isBlank() ? "" : ", " + tail(errors));
            case End.Killed(int signal, String errors) -> "signal " + signal + ", " + tail(errors);
            case End.OverLimit(var limit, String _) ->
                "over its limit on " + limit.name().toLowerCase(Locale.ROOT).replace('_', ' ');
            case End.Broken(String reason) -> "could not be carried out: " + reason;
        };
    }

    /** What was told of a failure, whole. */
    static String said(End end) {
        return switch (end) {
            case End.NotCompiled(String message) -> message;
            case End.Ended(int _, String _, String errors) -> errors;
            case End.Killed(int _, String errors) -> errors;
            case End.OverLimit _, End.Broken _ -> "";
        };
    }

    /** The last line of what a runtime says of a failure is mostly the one that names it. */
    private static String tail(String errors) {
        return "said " + quoted(errors.strip().substring(errors.strip().lastIndexOf('\n') + 1));
    }
}
