package org.codearena.server.workspace.session;

import java.time.Instant;
import java.util.Locale;
import org.codearena.server.workspace.orchestrator.Environment;

/**
 * One thing that must be so before people can work in a session.
 *
 * @param since when it came to be as it is now
 * @param message how far it is, for people; empty where the name says it all
 */
public record Condition(Name name, Instant since, boolean done, String message) {
    /** All of them, in the order in which they come about. */
    public enum Name {
        /** It has got a place among the sessions that may run at once. */
        QUEUED,
        /** Its environment exists: a process, or a pod on a node with its image. */
        ENVIRONMENT,
        /** The disk of the workspace is there. */
        DISK,
        /** The runner answers, and its room is there. */
        RUNNER,
        /** The files of the project are on the disk. */
        FILES,
        /** The runner is this session's. */
        OPEN,
        /** People can work in it. */
        RUNNING;

        String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Which condition a step of an orchestrator belongs to. */
        static Name of(Environment.Step step) {
            return switch (step.name()) {
                case "disk" -> DISK;
                case "runner", "room" -> RUNNER;
                default -> ENVIRONMENT;
            };
        }
    }
}
