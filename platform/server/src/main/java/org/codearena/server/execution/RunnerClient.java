package org.codearena.server.execution;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webclient.api.HttpClientRequest;
import io.helidon.webclient.api.HttpClientResponse;
import io.helidon.webclient.api.WebClient;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.codearena.contract.CompileReply;
import org.codearena.contract.CompileRequest;
import org.codearena.contract.PrepareReply;
import org.codearena.contract.PrepareRequest;
import org.codearena.contract.RequestId;
import org.codearena.contract.RunReport;
import org.codearena.contract.RunRequest;
import org.codearena.contract.RunnerStatus;
import org.codearena.contract.TestReply;
import org.codearena.contract.TestRequest;
import org.codearena.server.kernel.Secret;
import org.codearena.server.kernel.Trace;

/**
 * Speaks a runner's HTTP API over its socket: a Unix domain socket on one machine and in a pod, loopback TCP, or TCP to another machine,
 * where each request is signed.
 */
public final class RunnerClient implements Runners {
    /** Longer than any run: every run has its own wall time limit, which the runner enforces. */
    private static final Duration READ_TIMEOUT = Duration.ofMinutes(5);

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final HeaderName SIGNATURE = HeaderNames.create(RunnerSignature.HEADER);
    private static final HeaderName REQUEST_ID = HeaderNames.create(RequestId.HEADER);
    private static final int LARGEST_FRAME = 64 << 20;
    private static final int BLOBS_REMEMBERED = 100_000;

    private final SocketAddress address;
    private final Optional<RunnerSignature> signature;
    private final WebClient client;
    /** Blobs that the runner is known to hold; when it has dropped one meanwhile, the run says so. */
    private final Set<String> provided = Collections.synchronizedSet(Collections.newSetFromMap(new Recent()));

    /** Of a runner that lets in whoever reaches its socket. */
    public RunnerClient(SocketAddress address) {
        this(address, Optional.empty());
    }

    /** Of a runner that has this key. */
    public RunnerClient(SocketAddress address, Secret key, InstantSource clock) {
        this(address, Optional.of(new RunnerSignature(key, clock)));
    }

    private RunnerClient(SocketAddress address, Optional<RunnerSignature> signature) {
        this.address = address;
        this.signature = signature;
        this.client = WebClient.builder()
                .baseAddress(address)
                .baseUri("http://runner")
                .connectTimeout(CONNECT_TIMEOUT)
                .readTimeout(READ_TIMEOUT)
                // Shared ones are closed when the process is told to end, while what is being judged still has its
                // grace;
                // and a runner that comes later may have the address of one that is gone.
                .shareConnectionCache(false)
                .build();
    }

    /** Closes its connections, when the runner is not asked any more. */
    public void hangUp() {
        client.closeResource();
    }

    @Override
    public RunnerStatus status() {
        return calling("status", () -> {
            try (HttpClientResponse response = to(Method.GET, "/health/ready").request()) {
                return RunnerWire.read(bodyOf(response), RunnerStatus.class);
            }
        });
    }

    @Override
    public void prepare(PrepareRequest request) {
        PrepareReply reply = calling("prepare " + request.language(), () -> {
            try (HttpClientResponse response = json("/prepare", request)) {
                return RunnerWire.read(bodyOf(response), PrepareReply.class);
            }
        });
        if (!reply.ready()) {
            throw new RunnerFault("preparing " + request.language() + " failed: " + beginning(reply.output()));
        }
    }

    private static String beginning(String text) {
        return text.substring(0, Math.min(text.length(), 2_000));
    }

    @Override
    public CompileReply compile(CompileRequest request) {
        return calling("compile", () -> {
            try (HttpClientResponse response = json("/programs", request)) {
                return RunnerWire.read(bodyOf(response), CompileReply.class);
            }
        });
    }

    @Override
    public void provide(String sha256, BlobSource source) {
        if (provided.contains(sha256)) {
            return;
        }
        calling("provide blob " + sha256, () -> {
            if (!holds(sha256)) {
                upload(sha256, source);
            }
            return provided.add(sha256);
        });
    }

    private boolean holds(String sha256) {
        try (HttpClientResponse response = to(Method.HEAD, "/blobs/" + sha256).request()) {
            return response.status().family() == Status.Family.SUCCESSFUL;
        }
    }

    private void upload(String sha256, BlobSource source) throws IOException {
        try (InputStream bytes = source.open();
                HttpClientResponse response = to(Method.PUT, "/blobs/" + sha256).outputStream(out -> {
                    bytes.transferTo(out);
                    out.close();
                })) {
            bodyOf(response);
        }
    }

    @Override
    public Optional<RunReport> run(String program, RunRequest request, OutputSink sink) {
        return calling("run", () -> {
            try (HttpClientResponse response = json("/programs/" + program + "/runs", request)) {
                if (response.status().equals(Status.NOT_FOUND_404)) {
                    forgetBlobsOf(request);
                    return Optional.empty();
                }
                requireSuccess(response);
                return Optional.of(readFrames(new DataInputStream(response.inputStream()), sink));
            }
        });
    }

    @Override
    public Optional<TestReply> test(String program, TestRequest request) {
        return calling("test", () -> {
            try (HttpClientResponse response = json("/programs/" + program + "/tests", request)) {
                if (response.status().equals(Status.NOT_FOUND_404)) {
                    forgetBlobsOf(request.run());
                    request.validator().files().values().forEach(provided::remove);
                    return Optional.empty();
                }
                return Optional.of(RunnerWire.read(bodyOf(response), TestReply.class));
            }
        });
    }

    private void forgetBlobsOf(RunRequest request) {
        request.input().ifPresent(provided::remove);
        request.files().values().forEach(provided::remove);
    }

    /** Frames of a type, a length and so many bytes; the last one is the report. */
    private static RunReport readFrames(DataInputStream in, OutputSink sink) throws IOException {
        while (true) {
            int type = in.read();
            if (type < 0) {
                throw new EOFException("the stream of the run ended without a report");
            }
            byte[] payload = in.readNBytes(lengthOf(in));
            switch (type) {
                case 'O' -> sink.output(payload);
                case 'E' -> sink.error(payload);
                case 'X' -> {
                    return RunnerWire.read(payload, RunReport.class);
                }
                case 'F' -> throw new RunnerFault("run: " + new String(payload, StandardCharsets.UTF_8));
                default -> throw new RunnerFault("run: frame of unknown type " + type);
            }
        }
    }

    private static int lengthOf(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > LARGEST_FRAME) {
            throw new RunnerFault("run: frame of " + length + " bytes, at most " + LARGEST_FRAME + " are allowed");
        }
        return length;
    }

    private HttpClientRequest to(Method method, String target) {
        HttpClientRequest request = client.method(method).path(target);
        signature.ifPresent(each ->
                request.header(SIGNATURE, each.sign(method.text(), target, new RunnerSignature.Subject.Server())));
        return request;
    }

    /** The runner logs under the same id as the thread that asks it. */
    private HttpClientResponse json(String target, Object body) {
        HttpClientRequest request = to(Method.POST, target);
        Trace.request().ifPresent(id -> request.header(REQUEST_ID, id));
        return request.header(HeaderNames.CONTENT_TYPE, "application/json").submit(RunnerWire.write(body));
    }

    private static byte[] bodyOf(HttpClientResponse response) throws IOException {
        requireSuccess(response);
        return response.entity().hasEntity() ? response.inputStream().readAllBytes() : new byte[0];
    }

    private static void requireSuccess(HttpClientResponse response) throws IOException {
        if (response.status().family() != Status.Family.SUCCESSFUL) {
            String said = response.entity().hasEntity()
                    ? new String(response.inputStream().readNBytes(2_000), StandardCharsets.UTF_8)
                    : "";
            throw new RunnerFault("runner answered " + response.status() + " " + said);
        }
    }

    private interface Call<T> {
        T make() throws IOException;
    }

    private <T> T calling(String what, Call<T> call) {
        try {
            return call.make();
        } catch (RunnerFault fault) {
            throw fault;
        } catch (IOException | RuntimeException failure) {
            String message = what + ": " + failure.getMessage();
            throw isUnreached(failure) ? RunnerFault.unreached(message, failure) : new RunnerFault(message, failure);
        }
    }

    /** Nobody listens, or there is not even the socket. A connection that broke may have been broken by what was sent over it. */
    private boolean isUnreached(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConnectException) {
                return true;
            }
        }
        return address instanceof UnixDomainSocketAddress unix && Files.notExists(unix.getPath());
    }

    /** Forgets the oldest name beyond the bound; forgetting only costs a question. */
    private static final class Recent extends LinkedHashMap<String, Boolean> {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > BLOBS_REMEMBERED;
        }
    }
}
