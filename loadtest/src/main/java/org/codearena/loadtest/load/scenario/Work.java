package org.codearena.loadtest.load.scenario;

import java.time.Duration;

/**
 * What somebody does in a session.
 *
 * @param template of the project
 * @param keys typed into a terminal
 * @param every time from one key to the next
 * @param runs how often the program is written anew and run
 * @param file that the program is written to; not one of the template's
 * @param program its text; {@code {mark}} is another word each time, and what it prints is waited for
 * @param command that runs it
 */
public record Work(String template, int keys, Duration every, int runs, String file, String program, String command) {
    /** Stands in a program for the word that it prints last. */
    public static final String MARK = "{mark}";

    static Work read(Settings settings) {
        Work work = new Work(
                settings.text("template"),
                settings.count("keys", 40),
                settings.span("every", Duration.ofMillis(150)),
                settings.count("runs", 3),
                settings.text("file"),
                settings.text("program"),
                settings.text("command"));
        if (!work.program.contains(MARK)) {
            throw new ScenarioException(
                    "a program must print " + MARK + " when it is done, or nobody knows that it is: " + work.program);
        }
        if (work.command.contains(MARK)) {
            throw new ScenarioException("a command is shown when it is typed, so " + MARK + " must not be in it");
        }
        return work;
    }
}
