package org.codearena.runner.workspace;

import java.util.Map;

/**
 * The answer to a request over a WebSocket.
 *
 * @param json becomes the reply's JSON
 * @param raw stands behind it
 * @param sent run when it is on its way, so that what refers to it comes after it
 */
record Reply(Object json, byte[] raw, Runnable sent) {
    static final Reply DONE = of(Map.of());

    static Reply of(Object json) {
        return new Reply(json, new byte[0], () -> {});
    }
}
