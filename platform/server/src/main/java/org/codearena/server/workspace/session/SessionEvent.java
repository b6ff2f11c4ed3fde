package org.codearena.server.workspace.session;

import java.time.Instant;
import java.util.Optional;

/**
 * Something that happened in a session.
 *
 * @param id orders the events of one session
 * @param name of a step or of a phase; of a notice its kind
 * @param atMs milliseconds since the session was requested
 * @param tookMs milliseconds that the step itself took; empty of what is no step, or goes on
 */
record SessionEvent(long id, Kind kind, String name, String text, long atMs, Optional<Long> tookMs, Instant at) {
    /** What sort of event it is, and its name on the stream. */
    enum Kind {
        STEP,
        PHASE,
        NOTICE;

        String wireName() {
            return switch (this) {
                case STEP -> "step";
                case PHASE -> "phase";
                case NOTICE -> "notice";
            };
        }

        static Kind of(String wireName) {
            return switch (wireName) {
                case "step" -> STEP;
                case "phase" -> PHASE;
                case "notice" -> NOTICE;
                default -> throw new IllegalStateException("an event is a '" + wireName + "'");
            };
        }
    }

    /** Whether nothing follows. */
    boolean isLast() {
        return kind == Kind.PHASE && !Phase.of(name).isLive();
    }

    /** One that is to be written. */
    record New(Kind kind, String name, String text, Optional<Long> tookMs) {
        static New step(String name, String text, long tookMs) {
            return new New(Kind.STEP, name, text, Optional.of(tookMs));
        }

        /** A step that goes on. */
        static New progress(String name, String text) {
            return new New(Kind.STEP, name, text, Optional.empty());
        }

        static New phase(Phase phase, String text) {
            return new New(Kind.PHASE, phase.wireName(), text, Optional.empty());
        }

        static New notice(String kind, String text) {
            return new New(Kind.NOTICE, kind, text, Optional.empty());
        }
    }
}
