package org.codearena.runner.workspace;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.codearena.contract.workspace.WorkspaceOpen;
import org.codearena.runner.files.FilePath;
import org.codearena.runner.files.FilesException;
import org.codearena.runner.terminal.Attachment;
import org.codearena.runner.terminal.Size;
import org.codearena.runner.terminal.TerminalCommand;
import org.codearena.runner.terminal.TerminalState;
import org.codearena.runner.terminal.Terminals;
import org.codearena.runner.terminal.TooManyTerminalsException;

/** Requests that have to do with terminals. Safe for use by several threads. */
final class TerminalRequests {
    private static final String ROOT = "/workspace";

    private final Workspace workspace;
    private final Terminals terminals;

    TerminalRequests(Workspace workspace) {
        this.workspace = workspace;
        this.terminals = workspace.terminals();
    }

    Reply open(ClientSocket from, Arguments in) throws RequestFault, IOException {
        Size size = size(in);
        Optional<String> task = in.maybeText("task");
        workspace.use();
        int id = task.isPresent()
                ? openTask(task.get(), size)
                : openShell(in.maybeText("cwd").orElse(""), size);
        Attachment attachment = attach(from, id, 0, size);
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("terminal", terminals.state(id).orElseThrow(() -> unknown(id)));
        return attached(from, attachment, json);
    }

    private int openShell(String directory, Size size) throws RequestFault, IOException {
        FilePath path;
        try {
            path = FilePath.of(directory);
        } catch (FilesException e) {
            throw FileRequests.fault(e);
        }
        String inRoom = path.parts().isEmpty() ? ROOT : ROOT + '/' + path;
        int port = workspace.givenPorts().first(workspace.listeningPorts());
        return open("bash", Optional.empty(), program(List.of("/bin/bash"), port, inRoom), size);
    }

    /** The port is the task's until it is over. */
    private int openTask(String id, Size size) throws RequestFault, IOException {
        WorkspaceOpen.Task task = workspace
                .task(id)
                .orElseThrow(() -> new RequestFault(
                        "not-found", "there is no task '" + id + "', known are " + workspace.taskIds()));
        GivenPorts given = workspace.givenPorts();
        int port = given.take(workspace.listeningPorts());
        boolean opened = false;
        try {
            List<String> command = List.of("/bin/bash", "-c", task.command());
            int terminal = open(task.label(), Optional.of(id), program(command, port, ROOT), size);
            given.belongs(port, terminal);
            if (terminals.state(terminal).flatMap(TerminalState::exit).isPresent()) {
                given.free(terminal);
            }
            opened = true;
            return terminal;
        } finally {
            if (!opened) {
                given.giveBack(port);
            }
        }
    }

    private TerminalCommand.Program program(List<String> command, int port, String directory) {
        return new TerminalCommand.Program(command, workspace.environment(port), directory);
    }

    private int open(String title, Optional<String> task, TerminalCommand.Program program, Size size)
            throws RequestFault, IOException {
        try {
            return terminals.open(title, task, program, size);
        } catch (TooManyTerminalsException e) {
            throw new RequestFault("limit", String.valueOf(e.getMessage()));
        }
    }

    Reply attach(ClientSocket from, Arguments in) throws RequestFault {
        int id = id(in);
        long offset = in.number("offset", 0, Long.MAX_VALUE, 0);
        Attachment attachment = attach(from, id, offset, size(in));
        return attached(from, attachment, new LinkedHashMap<>());
    }

    private Attachment attach(ClientSocket from, int id, long offset, Size size) throws RequestFault {
        from.outbox().detach(id);
        return terminals
                .attach(id, from.client(), offset, size, from.outbox()::wake)
                .orElseThrow(() -> unknown(id));
    }

    /** Output begins when the reply that says where is on its way. */
    private static Reply attached(ClientSocket from, Attachment attachment, Map<String, Object> json) {
        Attachment.Start start = attachment.start();
        json.put("offset", start.offset());
        json.put("reset", start.reset());
        json.put("answerFrom", start.answerFrom());
        return new Reply(json, start.modes(), () -> from.outbox().attach(attachment));
    }

    Reply detach(ClientSocket from, Arguments in) throws RequestFault {
        from.outbox().detach(id(in)).ifPresent(Attachment::detach);
        return Reply.DONE;
    }

    Reply close(Arguments in) throws RequestFault, IOException {
        int id = id(in);
        workspace.use();
        if (!terminals.close(id)) {
            throw unknown(id);
        }
        return Reply.DONE;
    }

    private static int id(Arguments in) throws RequestFault {
        long id = in.number("terminal", 1, Integer.MAX_VALUE, 0);
        if (id == 0) {
            throw RequestFault.bad("'terminal' is missing");
        }
        return (int) id;
    }

    /** A size of 0 is one that the client does not know yet. */
    private static Size size(Arguments in) throws RequestFault {
        return new Size((int) in.number("columns", 0, Size.MAX, 0), (int) in.number("rows", 0, Size.MAX, 0));
    }

    private static RequestFault unknown(int id) {
        return new RequestFault("not-found", "there is no terminal " + id);
    }
}
