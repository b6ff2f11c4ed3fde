package org.codearena.runner.terminal;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads terminal output just far enough to know where it may be cut: whether the last byte ended a sequence, which
 * private modes are set, and whether the screen is the alternate one. Not safe for use by several threads.
 */
final class Scan {
    private static final int ESC = 0x1b;
    private static final int BEL = 0x07;
    private static final int MAX_PARAMETERS = 64;
    /** Modes that belong to a screen rather than to a moment: a synchronized update, say, must not be begun anew. */
    private static final int[] KEPT_MODES = {1, 7, 9, 25, 66, 1000, 1002, 1003, 1004, 1005, 1006, 1015, 2004};

    private enum State {
        TEXT,
        ESCAPE,
        ESCAPE_MORE,
        CONTROL,
        STRING,
        STRING_ESCAPE
    }

    /** What a byte was, as far as it matters for a cut behind it. */
    enum Mark {
        NONE,
        /** A line ended on the main screen. */
        LINE,
        /** The terminal was reset, or the whole screen cleared. */
        CLEAR
    }

    private final StringBuilder parameters = new StringBuilder();
    private final Map<Integer, Boolean> modes = new TreeMap<>();
    private State state = State.TEXT;
    private boolean alternate;
    private boolean keypad;

    Scan copy() {
        Scan copy = new Scan();
        copy.parameters.append(parameters);
        copy.modes.putAll(modes);
        copy.state = state;
        copy.alternate = alternate;
        copy.keypad = keypad;
        return copy;
    }

    /** Takes bytes among which nothing is looked for. */
    void accept(byte[] bytes, int from, int length) {
        for (int i = from; i < from + length; i++) {
            accept(bytes[i]);
        }
    }

    Mark accept(byte octet) {
        int code = octet & 0xff;
        if (state == State.TEXT && code != ESC) {
            return code == '\n' && !alternate ? Mark.LINE : Mark.NONE;
        }
        return switch (state) {
            case TEXT -> to(State.ESCAPE);
            case ESCAPE -> escape(code);
            case ESCAPE_MORE -> code >= 0x20 && code < 0x30 ? Mark.NONE : to(State.TEXT);
            case CONTROL -> control(code);
            case STRING -> string(code);
            case STRING_ESCAPE -> code == '\\' ? to(State.TEXT) : escape(code);
        };
    }

    private Mark to(State next) {
        state = next;
        return Mark.NONE;
    }

    private Mark escape(int code) {
        parameters.setLength(0);
        return switch (code) {
            case '[' -> to(State.CONTROL);
            case ']', 'P', 'X', '^', '_' -> to(State.STRING);
            case ESC -> to(State.ESCAPE);
            case 'c' -> reset();
            case '=' -> keypad(true);
            case '>' -> keypad(false);
            default -> to(code >= 0x20 && code < 0x30 ? State.ESCAPE_MORE : State.TEXT);
        };
    }

    private Mark keypad(boolean application) {
        keypad = application;
        return to(State.TEXT);
    }

    private Mark reset() {
        modes.clear();
        alternate = false;
        keypad = false;
        state = State.TEXT;
        return Mark.CLEAR;
    }

    private Mark string(int code) {
        if (code == BEL || code == 0x18 || code == 0x1a) {
            return to(State.TEXT);
        }
        return code == ESC ? to(State.STRING_ESCAPE) : Mark.NONE;
    }

    private Mark control(int code) {
        if (code == ESC) {
            return to(State.ESCAPE);
        }
        if (code == 0x18 || code == 0x1a) {
            return to(State.TEXT);
        }
        if (code < 0x40 || code > 0x7e) {
            if (parameters.length() < MAX_PARAMETERS) {
                parameters.append((char) code);
            }
            return Mark.NONE;
        }
        state = State.TEXT;
        return finish((char) code);
    }

    private Mark finish(char last) {
        boolean isPrivate = !parameters.isEmpty() && parameters.charAt(0) == '?';
        if (isPrivate && (last == 'h' || last == 'l')) {
            setModes(last == 'h');
        }
        return last == 'J' && parameters.toString().equals("2") ? Mark.CLEAR : Mark.NONE;
    }

    private void setModes(boolean on) {
        for (String word : parameters.substring(1).split(";", -1)) {
            if (word.isEmpty() || word.length() > 5 || !word.chars().allMatch(c -> c >= '0' && c <= '9')) {
                continue;
            }
            int mode = Integer.parseInt(word);
            if (mode == 47 || mode == 1047 || mode == 1049) {
                alternate = on;
            } else {
                keep(mode, on);
            }
        }
    }

    private void keep(int mode, boolean on) {
        for (int kept : KEPT_MODES) {
            if (kept == mode) {
                modes.put(mode, on);
            }
        }
    }

    /** What puts an empty terminal into the modes that are set here. */
    byte[] modes() {
        StringBuilder text = new StringBuilder();
        if (alternate) {
            text.append("\u001b[?1049h");
        }
        if (keypad) {
            text.append("\u001b=");
        }
        modes.forEach((mode, on) -> text.append("\u001b[?").append(mode).append(on ? 'h' : 'l'));
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }
}
