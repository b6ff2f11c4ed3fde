package org.codearena.contract;

import java.util.List;
import java.util.Map;

/**
 * One program to start in a box. The files of the program are at {@code /box}, read-only, which is also the working
 * directory; {@code /tmp} is private and writable; {@code /prepared/LANGUAGE} holds what the language's preparation made.
 *
 * @param command the program, looked up in the box's {@code PATH}, and its arguments
 * @param environment the whole environment besides {@code PATH}, {@code HOME} and {@code LANG}
 */
public record Step(List<String> command, Map<String, String> environment) {
    public Step {
        if (command.isEmpty()) {
            throw new IllegalArgumentException("a step needs a command, this one is empty");
        }
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    public static Step of(String... command) {
        return new Step(List.of(command), Map.of());
    }
}
