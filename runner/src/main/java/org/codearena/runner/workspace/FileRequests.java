package org.codearena.runner.workspace;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.codearena.runner.files.Base;
import org.codearena.runner.files.FilePath;
import org.codearena.runner.files.FileRead;
import org.codearena.runner.files.FilesException;
import org.codearena.runner.files.SearchRequest;
import org.codearena.runner.files.WorkspaceFiles;
import org.codearena.runner.files.WriteResult;

/** Requests that have to do with files. Safe for use by several threads. */
final class FileRequests {
    private static final int MOST_MATCHES = 2_000;
    /** Replies that may be large and are not sent yet, of all clients together. */
    private static final int LARGE_REPLIES = 3;

    private final WorkspaceFiles files;
    private final Semaphore large = new Semaphore(LARGE_REPLIES);

    FileRequests(Workspace workspace) {
        this.files = workspace.files();
    }

    static RequestFault fault(FilesException e) {
        Map<String, Object> more = new LinkedHashMap<>();
        e.size().ifPresent(size -> more.put("size", size));
        return new RequestFault(e.code().wire(), String.valueOf(e.getMessage()), more, new byte[0]);
    }

    Reply answer(String op, Arguments in, byte[] raw) throws Exception {
        return switch (op) {
            case "files.list" -> large(() -> Reply.of(files.list(path(in, "path"))));
            case "files.tree" -> large(() -> Reply.of(files.tree()));
            case "files.read" -> large(() -> read(in));
            case "files.search" -> large(() -> search(in));
            case "files.write" -> write(in, raw);
            case "files.create-directory" -> {
                files.createDirectory(path(in, "path"));
                yield Reply.DONE;
            }
            case "files.rename" -> {
                files.rename(path(in, "from"), path(in, "to"));
                yield Reply.DONE;
            }
            case "files.delete" -> {
                files.delete(path(in, "path"), in.flag("recursive"));
                yield Reply.DONE;
            }
            case "files.copy" -> {
                files.copy(path(in, "from"), path(in, "to"));
                yield Reply.DONE;
            }
            default -> throw RequestFault.bad("there is no '" + op + "'");
        };
    }

    private interface Work {
        Reply run() throws Exception;
    }

    /** Memory bounds how many replies with whole files may wait for clients to read them. */
    private Reply large(Work work) throws Exception {
        large.acquire();
        boolean done = false;
        try {
            Reply reply = work.run();
            done = true;
            return new Reply(reply.json(), reply.raw(), large::release);
        } finally {
            if (!done) {
                large.release();
            }
        }
    }

    private Reply read(Arguments in) throws Exception {
        int most = WorkspaceFiles.MAX_EDITED_BYTES;
        FileRead read = files.read(path(in, "path"), (int) in.number("maxBytes", 0, most, most));
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("version", read.version());
        json.put("size", read.size());
        json.put("executable", read.executable());
        json.put("binary", read.binary());
        return new Reply(json, read.content(), () -> {});
    }

    private Reply search(Arguments in) throws Exception {
        SearchRequest request = new SearchRequest(
                in.text("query"),
                in.flag("regex"),
                in.flag("caseSensitive"),
                in.maybeText("include").orElse(""),
                (int) in.number("limit", 1, MOST_MATCHES, MOST_MATCHES));
        return Reply.of(files.search(request));
    }

    private Reply write(Arguments in, byte[] raw) throws Exception {
        if (raw.length > WorkspaceFiles.MAX_EDITED_BYTES) {
            throw new RequestFault("too-large", raw.length + " bytes, allowed are " + WorkspaceFiles.MAX_EDITED_BYTES);
        }
        Optional<String> version = in.maybeText("base");
        Base base = version.isPresent() ? new Base.Version(version.get()) : new Base.Absent();
        return switch (files.write(path(in, "path"), base, raw)) {
            case WriteResult.Written written -> Reply.of(written);
            case WriteResult.Conflict conflict -> throw conflict(conflict);
        };
    }

    private static RequestFault conflict(WriteResult.Conflict conflict) {
        Map<String, Object> more = new LinkedHashMap<>();
        more.put("version", conflict.current().map(FileRead::version).orElse(null));
        conflict.current().ifPresent(current -> more.put("size", current.size()));
        conflict.rescued().ifPresent(path -> more.put("rescued", path));
        byte[] raw = conflict.current().map(FileRead::content).orElse(new byte[0]);
        return new RequestFault("conflict", "the file is not the version it was edited from", more, raw);
    }

    private static FilePath path(Arguments in, String name) throws RequestFault, FilesException {
        return FilePath.of(in.text(name));
    }
}
