package org.codearena.loadtest.load.target;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpTimeoutException;

/** What kind of failure it was, in a few words that can be counted. */
public final class Trouble {
    private Trouble() {}

    public static String of(IOException failure) {
        return switch (failure) {
            case HttpTimeoutException _ -> "timeout";
            case ConnectException _ -> "no connection";
            default -> "connection broke";
        };
    }
}
