package org.codearena.server.workspace.session;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webclient.api.HttpClientRequest;
import io.helidon.webclient.api.HttpClientResponse;
import io.helidon.webclient.api.WebClient;
import java.io.BufferedOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;
import org.codearena.contract.workspace.Activity;
import org.codearena.contract.workspace.Changes;
import org.codearena.contract.workspace.FileWritten;
import org.codearena.contract.workspace.Notice;
import org.codearena.contract.workspace.WorkspaceOpen;
import org.codearena.contract.workspace.WorkspaceState;
import org.codearena.server.execution.RunnerFault;
import org.codearena.server.execution.RunnerSignature;
import org.codearena.server.infra.Blobs;
import org.codearena.server.infra.StoredJson;
import org.codearena.server.kernel.Fault;
import org.codearena.server.workspace.orchestrator.Environment.Endpoint;
import org.codearena.server.workspace.project.LiveFiles;
import org.codearena.server.workspace.project.ManifestFile;
import org.codearena.server.workspace.session.Session.Kept;
import tools.jackson.core.JacksonException;

/**
 * Speaks the HTTP of a runner's workspace mode ({@code runner/WORKSPACE.md}) over its socket, each request signed. Methods throw a
 * {@link RunnerFault} when the runner fails or cannot be reached. Thread-safe.
 */
final class WorkspaceClient implements AutoCloseable {
    private static final HeaderName SIGNATURE = HeaderNames.create(RunnerSignature.HEADER);
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    /** Longer than a runner lets anybody wait for changes. */
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(90);

    private static final int BUFFER = 1 << 16;
    private static final int SHOWN = 2_000;
    private static final int FULL = 507;

    private final WebClient client;
    private final RunnerSignature signature;

    WorkspaceClient(Endpoint endpoint, InstantSource clock) {
        this.signature = new RunnerSignature(endpoint.key(), clock);
        this.client = WebClient.builder()
                // Shared ones are closed when the process is told to end, before the files of its sessions are kept.
                .shareConnectionCache(false)
                .baseAddress(endpoint.address())
                .baseUri("http://runner")
                .connectTimeout(CONNECT_TIMEOUT)
                .readTimeout(READ_TIMEOUT)
                .build();
    }

    /** What is done with an answer's bytes while they come. */
    interface Reader<T> {
        T read(InputStream bytes) throws IOException;
    }

    WorkspaceState open(WorkspaceOpen wanted) {
        return calling("open", () -> {
            try (HttpClientResponse response = json(request("POST", "/workspace"), wanted)) {
                return read(response, WorkspaceState.class);
            }
        });
    }

    /**
     * Lays files out on the disk, from the object store.
     *
     * @param done is told how many files have been sent
     */
    WorkspaceState restore(List<ManifestFile> files, Blobs blobs, IntConsumer done) {
        return calling("restore", () -> {
            try (HttpClientResponse response = request("PUT", "/files").outputStream(raw -> {
                try (OutputStream out = new BufferedOutputStream(raw, BUFFER)) {
                    int sent = 0;
                    for (ManifestFile file : files) {
                        send(file, blobs, out);
                        sent++;
                        done.accept(sent);
                    }
                    line(Map.of("end", true), out);
                }
            })) {
                requireAccepted(response);
                return read(response, WorkspaceState.class);
            }
        });
    }

    private static void send(ManifestFile file, Blobs blobs, OutputStream out) throws IOException {
        line(Map.of("path", file.path(), "size", file.size(), "executable", file.executable()), out);
        try (InputStream bytes = blobs.open(file.sha256())) {
            long sent = bytes.transferTo(out);
            if (sent != file.size()) {
                throw new IOException(
                        "the blob " + file.sha256() + " has " + sent + " bytes, the manifest says " + file.size());
            }
        }
    }

    private static void line(Map<String, Object> header, OutputStream out) throws IOException {
        out.write((StoredJson.write(header) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** What differs from what is kept; waits so long for anything. */
    Changes changes(Kept kept, Duration wait) {
        String target = "/changes?epoch=" + encoded(kept.epoch().orElse("0")) + "&after=" + kept.revision() + "&waitMs="
                + wait.toMillis();
        return calling("changes", () -> {
            try (HttpClientResponse response = request("GET", target).request()) {
                return read(response, Changes.class);
            }
        });
    }

    /** The bytes of a file that holds what this hash says; empty when it has other bytes by now, or none. */
    <T> Optional<T> content(String path, String sha256, Reader<T> reader) {
        String target = "/content?path=" + encoded(path) + "&sha256=" + sha256;

        return calling("content", () -> {
            try (HttpClientResponse response = request("GET", target).request()) {
                if (response.status().equals(Status.NOT_FOUND_404)
                        || response.status().equals(Status.CONFLICT_409)) {
                    return Optional.empty();
                }
                requireSuccess(response);
                return Optional.of(reader.read(bytesOf(response)));
            }
        });
    }

    /** The file as it is, for who closes it and then this client. */
    Optional<LiveFiles.Content> file(String path) {
        String target = "/file?path=" + encoded(path);
        return calling("file", () -> {
            HttpClientResponse response = request("GET", target).request();
            try {
                if (response.status().equals(Status.NOT_FOUND_404)) {
                    response.close();
                    return Optional.empty();
                }
                requireAccepted(response);
                long size = response.headers().contentLength().orElse(0);
                return Optional.of(new LiveFiles.Content(closing(bytesOf(response), response), size));
            } catch (IOException | RuntimeException failure) {
                response.close();
                throw failure;
            }
        });
    }

    private static InputStream bytesOf(HttpClientResponse response) {
        return response.entity().hasEntity() ? response.inputStream() : InputStream.nullInputStream();
    }

    private InputStream closing(InputStream bytes, HttpClientResponse response) {
        return new FilterInputStream(bytes) {
            @Override
            public void close() {
                response.close();
                WorkspaceClient.this.close();
            }
        };
    }

    FileWritten write(String path, InputStream bytes) {
        return calling("write", () -> {
            try (HttpClientResponse response = request("PUT", "/file?path=" + encoded(path))
                    .outputStream(out -> {
                        bytes.transferTo(out);
                        out.close();
                    })) {
                requireAccepted(response);
                return read(response, FileWritten.class);
            }
        });
    }

    /** Which revision holds everything that is on the disk now. */
    WorkspaceState flush() {
        return calling("flush", () -> {
            try (HttpClientResponse response = request("POST", "/flush").request()) {
                return read(response, WorkspaceState.class);
            }
        });
    }

    Activity activity() {
        return calling("activity", () -> {
            try (HttpClientResponse response = request("GET", "/activity").request()) {
                return read(response, Activity.class);
            }
        });
    }

    void tell(Notice notice) {
        boolean _ = calling("notice", () -> {
            try (HttpClientResponse response = json(request("POST", "/notice"), notice)) {
                requireSuccess(response);
                return true;
            }
        });
    }

    /** Closes everybody's connection to the workspace. */
    void dismiss(int code, String reason) {
        boolean _ = calling("dismiss", () -> {
            try (HttpClientResponse response = request("DELETE", "/clients?code=" + code + "&reason=" + encoded(reason))
                    .request()) {
                requireSuccess(response);
                return true;
            }
        });
    }

    private HttpClientRequest request(String method, String target) {
        return client.method(Method.create(method))
                .skipUriEncoding(true)
                .uri(target)
                .header(SIGNATURE, signature.sign(method, target, new RunnerSignature.Subject.Server()));
    }

    private static HttpClientResponse json(HttpClientRequest request, Object body) {
        return request.header(HeaderNames.CONTENT_TYPE, "application/json")
                .submit(StoredJson.write(body).getBytes(StandardCharsets.UTF_8));
    }

    private static <T> T read(HttpClientResponse response, Class<T> type) throws IOException {
        requireSuccess(response);
        return StoredJson.read(new String(response.inputStream().readAllBytes(), StandardCharsets.UTF_8), type);
    }

    private static void requireSuccess(HttpClientResponse response) throws IOException {
        if (response.status().family() != Status.Family.SUCCESSFUL) {
            String said = response.entity().hasEntity()
                    ? new String(response.inputStream().readNBytes(SHOWN), StandardCharsets.UTF_8)
                    : "";
            throw new RunnerFault("runner answered " + response.status() + " " + said);
        }
    }

    /** What the runner refuses for a reason that the caller can do something about is the caller's. */
    private static void requireAccepted(HttpClientResponse response) throws IOException {
        switch (response.status().code()) {
            case FULL -> throw Fault.tooLarge("the session's disk is full: " + detail(response));
            case 400, 409, 413 -> throw Fault.badInput(detail(response));
            default -> requireSuccess(response);
        }
    }

    private static String detail(HttpClientResponse response) throws IOException {
        String said = new String(bytesOf(response).readNBytes(SHOWN), StandardCharsets.UTF_8);
        try {
            return StoredJson.read(said, Refusal.class).detail();
        } catch (JacksonException other) {
            return said;
        }
    }

    private record Refusal(String detail) {}

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private interface Call<T> {
        T make() throws IOException;
    }

    private static <T> T calling(String what, Call<T> call) {
        try {
            return call.make();
        } catch (RunnerFault | Fault told) {
            throw told;
        } catch (IOException | RuntimeException failure) {
            throw new RunnerFault(what + ": " + failure.getMessage(), failure);
        }
    }

    @Override
    public void close() {
        client.closeResource();
    }
}
