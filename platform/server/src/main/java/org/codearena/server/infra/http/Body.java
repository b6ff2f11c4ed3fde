package org.codearena.server.infra.http;

import io.helidon.common.buffers.DataReader;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.HttpException;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import org.codearena.server.kernel.Fault;

/** The bytes of a request, never more than its route allows. */
public final class Body {
    /** What is read and thrown away of a refused request, so that its sender gets to read the refusal. */
    private static final int DISCARDED = 4 << 20;

    private Body() {}

    /** The whole body, in memory. */
    public static byte[] bytes(ServerRequest request) {
        long limit = limit(request);
        try (InputStream in = stream(request)) {
            return in.readNBytes((int) Math.min(limit + 1, Integer.MAX_VALUE - 8));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The body as it arrives; reading over the route's limit throws the fault that becomes a 413. */
    public static InputStream stream(ServerRequest request) {
        if (!request.content().hasEntity()) {
            return InputStream.nullInputStream();
        }
        return new LimitedStream(request.content().inputStream(), limit(request));
    }

    static void checkDeclaredLength(ServerRequest request, long limit) {
        request.headers().contentLength().ifPresent(length -> {
            if (length > limit) {
                throw Fault.tooLarge("the body has " + length + " bytes, at most " + limit + " are allowed");
            }
        });
    }

    /** Leaves the connection usable after a refusal, or marks it for closing when more is to come than is worth reading. */
    static void discard(ServerRequest request, ServerResponse response) {
        if (!request.content().hasEntity() || request.content().consumed()) {
            return;
        }
        if (!drained(request)) {
            response.header(HeaderValues.CONNECTION_CLOSE);
        }
    }

    private static boolean drained(ServerRequest request) {
        // Reading would tell a client that waits for "100 Continue" to send what nobody wants.
        if (request.headers().contains(HeaderNames.EXPECT)) {
            return false;
        }
        try {
            InputStream in = request.content().inputStream();
            in.skipNBytes(DISCARDED);
            return false;
        } catch (IOException | RuntimeException ended) {
            return request.content().consumed();
        }
    }

    private static long limit(ServerRequest request) {
        return Route.of(request).map(Route::bodyLimit).orElse(Route.DEFAULT_BODY_LIMIT);
    }

    private static final class LimitedStream extends InputStream {
        private final InputStream in;
        private final long limit;
        private long read;

        LimitedStream(InputStream in, long limit) {
            this.in = in;
            this.limit = limit;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int from, int length) throws IOException {
            int got = arriving(target, from, length);
            count(Math.max(got, 0));
            return got;
        }

        /** Helidon shows a body that breaks off, stalls or is no chunk as one of these, deep below its own types. */
        private int arriving(byte[] target, int from, int length) throws IOException {
            try {
                return in.read(target, from, length);
            } catch (DataReader.InsufficientDataAvailableException | NumberFormatException broken) {
                throw new HttpException("the body breaks off", Status.BAD_REQUEST_400, broken, false);
            } catch (UncheckedIOException failure) {
                if (failure.getCause() instanceof SocketTimeoutException) {
                    throw new HttpException("the body stalled", Status.REQUEST_TIMEOUT_408, failure, false);
                }
                throw failure;
            }
        }

        private void count(int more) {
            read += more;
            if (read > limit) {
                throw Fault.tooLarge("the body has more than the " + limit + " bytes that are allowed");
            }
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
