package org.codearena.plugin.kit;

import java.util.Locale;
import org.codearena.contract.Limit;

/** How a case must end. */
public sealed interface Expected {
    boolean isMetBy(End end);

    /** In a few words, for people. */
    String words();

    /** Status 0, and exactly this on standard output. */
    record Prints(String output) implements Expected {
        @Override
        public boolean isMetBy(End end) {
            return end instanceof End.Ended(int status, String printed, String _)
                    && status == 0
                    && printed.equals(output);
        }

        @Override
        public String words() {
            return "prints " + Words.quoted(output);
        }
    }

    /**
     * Status 0, and this at the end of standard output. For commands that are meant for a workspace: in a box, which is
     * narrower, what starts the program may have words of its own to say first (a JVM misses its file locks).
     */
    record PrintsAtLast(String output) implements Expected {
        @Override
        public boolean isMetBy(End end) {
            return end instanceof End.Ended(int status, String printed, String _)
                    && status == 0
                    && printed.endsWith(output);
        }

        @Override
        public String words() {
            return "prints at last " + Words.quoted(output);
        }
    }

    /** Status 0, whatever it prints. */
    record EndsWell() implements Expected {
        @Override
        public boolean isMetBy(End end) {
            return end instanceof End.Ended ended && ended.status() == 0;
        }

        @Override
        public String words() {
            return "ends with status 0";
        }
    }

    /** This status. */
    record Status(int status) implements Expected {
        @Override
        public boolean isMetBy(End end) {
            return end instanceof End.Ended ended && ended.status() == status;
        }

        @Override
        public String words() {
            return "ends with status " + status;
        }
    }

    /** Refused, or not compiled, with words for the contestant in which {@code mention} occurs. */
    record CompileError(String mention) implements Expected {
        @Override
        public boolean isMetBy(End end) {
            return end instanceof End.NotCompiled(String message) && message.contains(mention);
        }

        @Override
        public String words() {
            return mention.isEmpty() ? "compile error" : "compile error that mentions " + Words.quoted(mention);
        }
    }

    /** A status other than 0, or a signal; standard error mentions {@code mention}. */
    record RunTimeError(String mention) implements Expected {
        @Override
        public boolean isMetBy(End end) {
            return switch (end) {
                case End.Ended(int status, String _, String errors) -> status != 0 && errors.contains(mention);
                case End.Killed(int _, String errors) -> errors.contains(mention);
                case End.NotCompiled _, End.OverLimit _, End.Broken _ -> false;
            };
        }

        @Override
        public String words() {
            return mention.isEmpty() ? "run-time error" : "run-time error that mentions " + Words.quoted(mention);
        }
    }

    /** Ended by this limit. */
    record OverLimit(Limit limit) implements Expected {
        @Override
        public boolean isMetBy(End end) {
            return end instanceof End.OverLimit over && over.limit() == limit;
        }

        @Override
        public String words() {
            return "over its limit on " + limit.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    /** Either of these: where languages may differ. */
    record Either(Expected one, Expected other) implements Expected {
        @Override
        public boolean isMetBy(End end) {
            return one.isMetBy(end) || other.isMetBy(end);
        }

        @Override
        public String words() {
            return one.words() + ", or " + other.words();
        }
    }

    /** It may end in any way, as long as it ends, and the sandbox says how. */
    record Contained() implements Expected {
        @Override
        public boolean isMetBy(End end) {
            return switch (end) {
                case End.Ended _, End.Killed _, End.OverLimit _ -> true;
                case End.NotCompiled _, End.Broken _ -> false;
            };
        }

        @Override
        public String words() {
            return "is contained";
        }
    }
}
