package org.codearena.server.execution;

/** Takes what a program writes, in the order in which it arrives. */
public interface OutputSink {
    void output(byte[] bytes);

    void error(byte[] bytes);
}
