package org.codearena.conformance;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A client with little room for what it is sent, so that the sender's socket is full most of the time. */
final class SlowReader {
    private static final int ROOM = 4_096;
    private static final int TIMEOUT_MS = 30_000;

    private SlowReader() {}

    /** Posts this JSON, and returns how many bytes the body of the chunked answer has. */
    static long lengthOfAnswer(URI runner, String path, byte[] json) throws IOException {
        try (Socket socket = new Socket()) {
            socket.setReceiveBufferSize(ROOM);
            socket.setSoTimeout(TIMEOUT_MS);
            socket.connect(new InetSocketAddress(runner.getHost(), runner.getPort()));
            String head =
                    "POST " + path + " HTTP/1.1\r\nHost: runner\r\nContent-Type: application/json\r\nContent-Length: "
                            + json.length + "\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(json);
            DataInputStream in = new DataInputStream(socket.getInputStream());
            while (!line(in).isEmpty()) {
                // The answer's head.
            }
            return lengthOfChunks(in);
        }
    }

    private static long lengthOfChunks(DataInputStream in) throws IOException {
        long length = 0;
        while (true) {
            int chunk = Integer.parseInt(line(in), 16);
            in.skipNBytes(chunk);
            if (!line(in).isEmpty()) {
                throw new IOException(
                        "after " + length + " bytes a chunk of " + chunk + " bytes does not end where it should");
            }
            if (chunk == 0) {
                return length;
            }
            length += chunk;
        }
    }

    private static String line(DataInputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (byte c = in.readByte(); c != '\n'; c = in.readByte()) {
            line.append((char) c);
        }
        return line.toString().strip();
    }
}
