package org.codearena.services;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Asks a program on this machine a question of a few bytes, to learn whether it is ready. */
public final class Loopback {
    private static final int PATIENCE_MILLIS = 2_000;

    private Loopback() {}

    /** Whether a GET of this path is answered with 200. */
    public static boolean isWell(int port, String path) {
        byte[] question = "GET %s HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
                .formatted(path)
                .getBytes(StandardCharsets.US_ASCII);
        return answers(port, question, "HTTP/1.1 200".getBytes(StandardCharsets.US_ASCII));
    }

    /** Whether the answer begins with the bytes expected; false also where nobody listens. */
    static boolean answers(int port, byte[] question, byte[] expected) {
        try (var socket = new Socket()) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
            socket.getOutputStream().write(question);
            return Arrays.equals(socket.getInputStream().readNBytes(expected.length), expected);
        } catch (IOException notYet) {
            return false;
        }
    }
}
