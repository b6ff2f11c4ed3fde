package org.codearena.runner.workspace;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;
import org.codearena.contract.workspace.FileWritten;
import org.codearena.runner.files.Base;
import org.codearena.runner.files.FileContent;
import org.codearena.runner.files.FilePath;
import org.codearena.runner.files.FilesException;
import org.codearena.runner.files.WorkspaceFiles;
import org.codearena.runner.files.WriteResult;
import org.codearena.runner.http.Json;
import org.codearena.runner.http.Problem;
import org.codearena.runner.http.RequestBody;

/** Files over HTTP: whole ones, all at once, and what changed. */
final class FileRoutes implements HttpService {
    private static final long MOST_WAIT_MILLIS = 30_000;

    private final Workspace workspace;
    private final WorkspaceFiles files;
    private final Json json;

    FileRoutes(Workspace workspace, Json json) {
        this.workspace = workspace;
        this.files = workspace.files();
        this.json = json;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.put("/files", explained(this::restore))
                .get("/changes", explained(this::changes))
                .get("/content", explained(this::content))
                .get("/file", explained(this::read))
                .put("/file", explained(this::write))
                .post("/flush", explained(this::flush));
    }

    private static Handler explained(Handler handler) {
        return (request, response) -> {
            try {
                handler.handle(request, response);
            } catch (FilesException e) {
                throw Problem.of(status(e.code()), e.code().wire(), String.valueOf(e.getMessage()));
            }
        };
    }

    private static Status status(FilesException.Code code) {
        return switch (code) {
            case BAD_REQUEST, NOT_A_FILE, NOT_A_DIRECTORY -> Status.BAD_REQUEST_400;
            case NOT_FOUND -> Status.NOT_FOUND_404;
            case EXISTS, NOT_EMPTY -> Status.CONFLICT_409;
            case TOO_LARGE -> Status.REQUEST_ENTITY_TOO_LARGE_413;
            case DISK_FULL -> Status.INSUFFICIENT_STORAGE_507;
            case LIMIT -> Status.TOO_MANY_REQUESTS_429;
            case FAILED -> Status.INTERNAL_SERVER_ERROR_500;
        };
    }

    private void restore(ServerRequest request, ServerResponse response) throws IOException {
        json.send(response, workspace.state(files.restore(RequestBody.of(request))));
    }

    private void changes(ServerRequest request, ServerResponse response) throws InterruptedException {
        long after = number(request, "after", Long.MAX_VALUE);
        Duration wait = Duration.ofMillis(number(request, "waitMs", MOST_WAIT_MILLIS));
        json.send(response, files.changes(request.query().first("epoch").orElse(""), after, wait));
    }

    private static long number(ServerRequest request, String name, long most) {
        String text = request.query().first(name).orElse("0");
        if (!text.matches("[0-9]{1,18}") || Long.parseLong(text) > most) {
            throw Problem.malformed("'" + name + "' is '" + text + "', allowed are 0 to " + most);
        }
        return Long.parseLong(text);
    }

    private static String required(ServerRequest request, String name) {
        return request.query().first(name).orElseThrow(() -> Problem.malformed("'" + name + "' is missing"));
    }

    private void content(ServerRequest request, ServerResponse response) throws IOException {
        FilePath path = FilePath.of(required(request, "path"));
        Optional<FileContent> content = files.content(path, required(request, "sha256"));
        send(
                content.orElseThrow(() -> Problem.of(
                        Status.CONFLICT_409, "changed", "the file '" + path + "' has other bytes by now, or is gone")),
                response);
    }

    private void read(ServerRequest request, ServerResponse response) throws IOException {
        workspace.use();
        send(files.open(FilePath.of(required(request, "path"))), response);
    }

    private static void send(FileContent content, ServerResponse response) throws IOException {
        try (content) {
            response.header(HeaderNames.CONTENT_TYPE, "application/octet-stream")
                    .header(HeaderNames.CONTENT_LENGTH, Long.toString(content.size()));
            try (OutputStream out = response.outputStream()) {
                content.writeTo(out);
            }
        }
    }

    private void write(ServerRequest request, ServerResponse response) throws IOException {
        workspace.use();
        FilePath path = FilePath.of(required(request, "path"));
        Base base = base(request.query().first("base").asOptional());
        switch (files.write(path, base, RequestBody.of(request))) {
            case WriteResult.Written written ->
                json.send(response, new FileWritten(path.toString(), written.version(), written.size()));
            case WriteResult.Conflict conflict ->
                throw Problem.of(
                        Status.CONFLICT_409,
                        "conflict",
                        conflict.current()
                                .map(current -> "the file has the version " + current.version() + " by now")
                                .orElse("the file is gone"));
        }
    }

    private static Base base(Optional<String> base) {
        if (base.isEmpty()) {
            return new Base.Any();
        }
        return base.get().equals("none") ? new Base.Absent() : new Base.Version(base.get());
    }

    private void flush(ServerRequest request, ServerResponse response) throws IOException, InterruptedException {
        json.send(response, workspace.state(files.flush()));
    }
}
