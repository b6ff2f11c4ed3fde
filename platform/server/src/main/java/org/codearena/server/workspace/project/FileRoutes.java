package org.codearena.server.workspace.project;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.codearena.contract.workspace.FileWritten;
import org.codearena.server.identity.Callers;
import org.codearena.server.infra.http.Body;
import org.codearena.server.infra.http.Cursor;
import org.codearena.server.infra.http.Feature;
import org.codearena.server.infra.http.Json;
import org.codearena.server.infra.http.PageRequest;
import org.codearena.server.infra.http.Params;
import org.codearena.server.infra.http.Routes;
import org.codearena.server.kernel.Fault;
import org.codearena.server.workspace.project.LiveFiles.Content;
import org.codearena.server.workspace.project.ProjectRoutes.ShownProject;

/** The files of projects, over HTTP, whether or not a session runs. */
final class FileRoutes implements Feature {
    /** More than any path that is allowed, so that it is the rule for paths that refuses. */
    private static final int LONGEST_PATH = 8_192;

    /** Unpacking takes disk and time. */
    private static final int ZIPS_AT_ONCE = 4;

    private final Projects projects;
    private final ProjectFiles files;
    private final ProjectZip zips;
    private final ProjectArchive archive;
    private final long fileBytes;
    private final Semaphore unpacking = new Semaphore(ZIPS_AT_ONCE);

    FileRoutes(Projects projects, ProjectFiles files, ProjectZip zips, ProjectArchive archive, Quotas quotas) {
        this.projects = projects;
        this.files = files;
        this.zips = zips;
        this.archive = archive;
        this.fileBytes = quotas.fileBytes();
    }

    @Override
    public void declare(Routes routes) {
        routes.get("/projects/{id}/archive", this::archive)
                .summary("All files of a project as a zip")
                .guardedBy(Callers.signedIn())
                .answers(200, "application/zip", "the files, those that may be executed marked so")
                .refuses(404, "one has no such project");
        routes.get("/projects/{id}/files", this::list)
                .summary("The files of a project, by path")
                .guardedBy(Callers.signedIn())
                .answersPageOf(ManifestFile.class)
                .refuses(404, "one has no such project");
        routes.get("/projects/{id}/file", this::read)
                .summary("One file of a project")
                .query("path", "which, such as src/main.py")
                .guardedBy(Callers.signedIn())
                .answers(200, "application/octet-stream", "its bytes")
                .refuses(404, "one has no such project, or it has no such file");
        routes.put("/projects/{id}/file", this::write)
                .summary("Writes one file of a project over what is there")
                .query("path", "which, such as src/main.py")
                .takes("application/octet-stream", "its bytes")
                .atMost(fileBytes)
                .guardedBy(Callers.signedIn())
                .answers(200, FileWritten.class)
                .refuses(404, "one has no such project")
                .refuses(409, "a directory is in the way")
                .refuses(413, "the file is larger than " + fileBytes + " bytes, or the project would be too large")
                .refuses(503, "its session is just starting or ending");
        routes.delete("/projects/{id}/file", this::delete)
                .summary("Deletes one file of a project that has no session")
                .query("path", "which, such as src/main.py")
                .guardedBy(Callers.signedIn())
                .answersNothing()
                .refuses(404, "one has no such project, or it has no such file")
                .refuses(409, "it has a session, where its files are deleted");
        routes.post("/projects/{id}/files/zip", this::unpack)
                .summary("Lays the files of a zip over those that are there")
                .query("directory", "beneath which they are to lie; the project's own unless told")
                .takes("application/zip", "files and directories, no links")
                .atMost(zips.mostBytes())
                .guardedBy(Callers.signedIn())
                .answers(200, ShownProject.class)
                .refuses(400, "the zip cannot be taken, with everything that was found")
                .refuses(404, "one has no such project")
                .refuses(409, "a file would lie where a directory is")
                .refuses(413, "the project would be too large")
                .refuses(503, "its session is just starting or ending, or too many zips are being unpacked");
    }

    private Project project(ServerRequest request) {
        return projects.require(Callers.require(request).id(), Params.id(request, "id"));
    }

    private static String path(ServerRequest request) {
        return Params.query(request, "path", LONGEST_PATH)
                .map(path -> ProjectPath.require("path", path))
                .orElseThrow(() -> Fault.badField("path", "is missing, it names the file"));
    }

    private void archive(ServerRequest request, ServerResponse response) throws IOException {
        Project project = project(request);
        List<ManifestFile> all = files.all(project.id());
        response.header(HeaderNames.CONTENT_TYPE, "application/zip")
                .header(HeaderNames.CACHE_CONTROL, "private, no-store")
                .header(HeaderNames.CONTENT_DISPOSITION, attachment(project.name() + ".zip"));
        try (OutputStream out = response.outputStream()) {
            archive.write(all, out);
        }
    }

    private void list(ServerRequest request, ServerResponse response) {
        PageRequest page = PageRequest.of(request);
        Optional<String> after = page.after().map(cursor -> cursor.string(0));
        List<ManifestFile> rows = files.page(project(request).id(), after, page.fetch());
        Json.send(response, page.page(rows, row -> row, row -> Cursor.of(row.path())));
    }

    private void read(ServerRequest request, ServerResponse response) throws IOException {
        String path = path(request);
        try (Content content = files.read(project(request).id(), path)) {
            response.header(HeaderNames.CONTENT_TYPE, "application/octet-stream")
                    .header(HeaderNames.CONTENT_LENGTH, String.valueOf(content.size()))
                    .header(HeaderNames.CACHE_CONTROL, "private, no-store")
                    .header(HeaderNames.CONTENT_DISPOSITION, attachment(path.substring(path.lastIndexOf('/') + 1)));
            try (OutputStream out = response.outputStream()) {
                content.bytes().transferTo(out);
            }
        }
    }

    private void write(ServerRequest request, ServerResponse response) throws IOException {
        String path = path(request);
        Project project = project(request);
        try (var body = Body.stream(request)) {
            Json.send(response, files.write(project.user(), project.id(), path, body));
        }
    }

    private void delete(ServerRequest request, ServerResponse response) {
        files.delete(Callers.require(request).id(), Params.id(request, "id"), path(request));
        Json.sendNothing(response);
    }

    private void unpack(ServerRequest request, ServerResponse response) throws IOException {
        Optional<String> directory =
                Params.query(request, "directory", LONGEST_PATH).map(path -> ProjectPath.require("directory", path));
        Project project = project(request);
        if (!unpacking.tryAcquire()) {
            throw Fault.unavailable(
                    ZIPS_AT_ONCE + " zips are being unpacked, which is all that may at once", Duration.ofSeconds(3));
        }
        try (var body = Body.stream(request)) {
            files.put(project.user(), project.id(), zips.store(body, directory));
        } finally {
            unpacking.release();
        }
        UUID user = project.user();
        Json.send(response, ShownProject.of(projects.require(user, project.id())));
    }

    /** As RFC 6266 wants it: a plain name for old clients, and the real one. */
    private static String attachment(String name) {
        String plain = name.replaceAll("[^A-Za-z0-9._ -]", "_");
        String encoded = URLEncoder.encode(name, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A");
        return "attachment; filename=\"" + plain + "\"; filename*=UTF-8''" + encoded;
    }
}
