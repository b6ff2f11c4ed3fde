package org.codearena.services;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Arrays;

/** Asks a program on this machine a question of a few bytes, to learn whether it is ready. */
final class Loopback {
    private static final int PATIENCE_MILLIS = 2_000;

    private Loopback() {}

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
