package org.codearena.server.workspace.project;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.codearena.contract.workspace.WorkspaceOpen.Task;
import org.codearena.plugin.WorkspaceCommands;
import org.codearena.plugin.WorkspaceTemplate;
import org.codearena.server.kernel.Fault;
import org.codearena.server.kernel.Quoted;

/** The tasks of a project: made of a template's commands, or as their owner wants them. */
final class Tasks {
    private static final int MOST = 16;
    private static final int LONGEST_LABEL = 60;
    private static final int LONGEST_COMMAND = 4_000;
    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9-]{0,31}");

    private Tasks() {}

    static List<Task> of(WorkspaceTemplate template) {
        String build = CommandLine.of(template.buildCommand());
        String run = CommandLine.after(build, CommandLine.of(template.runCommand()));
        return of(build, run, CommandLine.of(template.testCommand()), template.serves());
    }

    /** Those of a program that is run on samples, which scripts beside the samples do. */
    static List<Task> of(WorkspaceCommands commands, Samples samples) {
        String build = CommandLine.of(commands.build());
        if (samples.isEmpty()) {
            return of(build, CommandLine.after(build, CommandLine.of(commands.run())), "", false);
        }
        String run = CommandLine.of(samples.running(commands.run()));
        String test = CommandLine.of(samples.testing(commands.run()));
        return of(build, CommandLine.after(build, run), CommandLine.after(build, test), false);
    }

    private static List<Task> of(String build, String run, String test, boolean serves) {
        List<Task> tasks = new ArrayList<>(List.of(new Task("run", "Run", run, serves)));
        if (!build.isEmpty()) {
            tasks.add(new Task("build", "Build", build, false));
        }
        if (!test.isEmpty()) {
            tasks.add(new Task("test", "Test", test, false));
        }
        return tasks;
    }

    /** The tasks themselves, or a fault that says what is wrong with them. */
    static List<Task> check(List<Task> tasks) {
        if (tasks.size() > MOST) {
            throw Fault.badField("tasks", "has " + tasks.size() + " tasks, at most " + MOST + " are allowed");
        }
        Set<String> seen = new HashSet<>();
        for (Task task : tasks) {
            if (!ID.matcher(task.id()).matches()) {
                throw Fault.badField("tasks", "has the id " + Quoted.of(task.id()) + ", allowed is " + ID.pattern());
            }
            if (!seen.add(task.id())) {
                throw Fault.badField("tasks", "has the id '" + task.id() + "' twice");
            }
            requireLine(task.id(), "label", task.label(), LONGEST_LABEL);
            requireLine(task.id(), "command", task.command(), LONGEST_COMMAND);
        }
        return tasks;
    }

    private static void requireLine(String id, String what, String text, int longest) {
        boolean isLine = text.chars().noneMatch(Character::isISOControl)
                && StandardCharsets.UTF_8.newEncoder().canEncode(text);
        if (text.isBlank() || text.length() > longest || !isLine) {
            throw Fault.badField(
                    "tasks",
                    "has a " + what + " of '" + id + "' that is not one line of 1 to " + longest + " characters");
        }
    }
}
