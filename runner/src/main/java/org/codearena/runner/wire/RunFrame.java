package org.codearena.runner.wire;

import java.io.IOException;
import java.io.OutputStream;

/**
 * The kinds of frames in the answer to a run. On the wire a frame is one byte of kind, four bytes of length, highest
 * first, and so many bytes of payload.
 */
public enum RunFrame {
    /** A piece of standard output. An empty one says nothing but that the run is still on. */
    OUTPUT('O'),
    /** A piece of standard error. */
    ERROR('E'),
    /** The last frame of a run: its report as JSON. */
    END('X'),
    /** The last frame of a run that the runner could not carry out: why, as text. Says nothing about the program. */
    FAULT('F');

    /** Media type of an answer made of these frames. */
    public static final String MEDIA_TYPE = "application/vnd.codearena.run";

    private final byte kind;

    RunFrame(char kind) {
        this.kind = (byte) kind;
    }

    /** The byte a frame of this kind begins with. */
    public byte kind() {
        return kind;
    }

    public void write(OutputStream out, byte[] payload) throws IOException {
        int length = payload.length;
        out.write(new byte[] {kind, (byte) (length >>> 24), (byte) (length >>> 16), (byte) (length >>> 8), (byte) length
        });
        out.write(payload);
    }
}
