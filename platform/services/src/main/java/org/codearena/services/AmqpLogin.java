package org.codearena.services;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * The first steps of AMQP 0-9-1: a broker that lets its user in has its database open and does its work, while one that
 * merely listens may still be starting. A client library for four frames would be a heavy thing to depend on.
 */
final class AmqpLogin {
    private static final int PATIENCE_MILLIS = 2_000;
    private static final int METHOD_FRAME = 1;
    private static final int FRAME_END = 0xCE;
    private static final int CONNECTION = 10;
    private static final int START = 10;
    private static final int START_OK = 11;
    private static final int TUNE = 30;

    private AmqpLogin() {}

    static boolean succeeds(int port, String user, String password) {
        try (var socket = new Socket()) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
            var in = new DataInputStream(socket.getInputStream());
            socket.getOutputStream().write(new byte[] {'A', 'M', 'Q', 'P', 0, 0, 9, 1});
            if (connectionMethod(in) != START) {
                return false;
            }
            socket.getOutputStream().write(startOk(user, password));
            return connectionMethod(in) == TUNE;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Reads a frame and says which method of the class connection it holds; -1 if it is something else. */
    private static int connectionMethod(DataInputStream in) throws IOException {
        int type = in.readUnsignedByte();
        int channel = in.readUnsignedShort();
        var payload = new DataInputStream(new ByteArrayInputStream(in.readNBytes(in.readInt())));
        boolean whole = in.readUnsignedByte() == FRAME_END;
        boolean ours = whole && type == METHOD_FRAME && channel == 0 && payload.readUnsignedShort() == CONNECTION;
        return ours ? payload.readUnsignedShort() : -1;
    }

    private static byte[] startOk(String user, String password) throws IOException {
        var payload = new ByteArrayOutputStream();
        var out = new DataOutputStream(payload);
        out.writeShort(CONNECTION);
        out.writeShort(START_OK);
        out.writeInt(0); // no client properties
        writeShort(out, "PLAIN");
        byte[] response = ("\0" + user + "\0" + password).getBytes(StandardCharsets.UTF_8);
        out.writeInt(response.length);
        out.write(response);
        writeShort(out, "en_US");
        var frame = new ByteArrayOutputStream();
        var whole = new DataOutputStream(frame);
        whole.writeByte(METHOD_FRAME);
        whole.writeShort(0);
        whole.writeInt(payload.size());
        payload.writeTo(whole);
        whole.writeByte(FRAME_END);
        return frame.toByteArray();
    }

    private static void writeShort(DataOutputStream out, String text) throws IOException {
        out.writeByte(text.length());
        out.writeBytes(text);
    }
}
