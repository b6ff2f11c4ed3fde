package org.codearena.runner.workspace;

import org.codearena.runner.files.FilesException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/** Answers what clients ask over their WebSockets. Safe for use by several threads. */
final class Requests {
    private static final Logger LOG = LoggerFactory.getLogger(Requests.class);

    private final Workspace workspace;
    private final TerminalRequests terminals;
    private final FileRequests files;
    private final JsonMapper mapper;

    Requests(Workspace workspace, JsonMapper mapper) {
        this.workspace = workspace;
        this.terminals = new TerminalRequests(workspace);
        this.files = new FileRequests(workspace);
        this.mapper = mapper;
    }

    byte[] json(Object value) {
        return mapper.writeValueAsBytes(value);
    }

    void later(long millis, Runnable work) {
        workspace.rounds().later(millis, work);
    }

    /** Somebody works with the workspace. */
    void use() {
        workspace.use();
    }

    /** Whatever happens, there is an answer. */
    Reply answer(ClientSocket from, Frame.Request request) {
        try {
            Arguments arguments = Arguments.read(mapper, request.json());
            return answer(from, arguments.text("op"), arguments, request.raw());
        } catch (RequestFault fault) {
            return fault.reply();
        } catch (FilesException e) {
            return FileRequests.fault(e).reply();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new RequestFault("failed", "the runner is stopping").reply();
        } catch (Exception e) {
            LOG.atError().setCause(e).log("a request failed");
            return new RequestFault("failed", e.toString()).reply();
        }
    }

    private Reply answer(ClientSocket from, String op, Arguments in, byte[] raw) throws Exception {
        if (op.equals("hello")) {
            return hello(from, in);
        }
        if (from.client().isEmpty()) {
            throw RequestFault.bad("say hello first");
        }
        if (op.startsWith("files.")) {
            workspace.use();
            return files.answer(op, in, raw);
        }
        return switch (op) {
            case "terminal.open" -> terminals.open(from, in);
            case "terminal.attach" -> terminals.attach(from, in);
            case "terminal.detach" -> terminals.detach(from, in);
            case "terminal.close" -> terminals.close(in);
            case "ports.list" -> Reply.of(new Event.Ports(workspace.ports()));
            default -> throw RequestFault.bad("there is no '" + op + "'");
        };
    }

    private Reply hello(ClientSocket from, Arguments in) throws Exception {
        String client = in.text("client");
        if (client.isEmpty() || client.length() > 64) {
            throw RequestFault.bad("'client' has " + client.length() + " characters, allowed are 1 to 64");
        }
        from.greet(client);
        return Reply.of(workspace.hello());
    }
}
