package org.codearena.runner.http;

import io.helidon.common.buffers.DataReader;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.io.InputStream;

/**
 * The bytes of a request's body. Tells apart what the server's own stream does not: a client that hung up, which needs no
 * answer, and a body that is no HTTP. It is never closed, because closing the server's stream reads the rest first, and
 * where the rest does not come, the answer would not go.
 */
public final class RequestBody extends InputStream {
    private final InputStream content;

    private RequestBody(InputStream content) {
        this.content = content;
    }

    public static RequestBody of(ServerRequest request) {
        long length = request.headers().contentLength().orElse(0);
        if (length < 0) {
            throw Problem.malformed("Content-Length is " + length + ", allowed are 0 and more");
        }
        return new RequestBody(request.content().inputStream());
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        try {
            return content.read(buffer, offset, length);
        } catch (DataReader.InsufficientDataAvailableException e) {
            throw new CloseConnectionException("the client hung up within the body", e);
        } catch (IllegalArgumentException e) {
            throw Problem.malformed("the body is not chunked as HTTP demands: " + e.getMessage());
        }
    }
}
