package org.codearena.runner.terminal;

/**
 * One client's view of one terminal: output is taken from it as the client's window allows. Safe for use by several
 * threads; output is taken by one.
 */
public final class Attachment {
    private final Terminal terminal;
    private final String client;
    private final Start start;
    private final Runnable wake;
    final Window window;

    Attachment(Terminal terminal, String client, Start start, Window window, Runnable wake) {
        this.terminal = terminal;
        this.client = client;
        this.start = start;
        this.window = window;
        this.wake = wake;
    }

    /**
     * Where the output begins for this client.
     *
     * @param offset of the first byte that it gets
     * @param reset whether that is not what it asked for, so that it clears its screen first
     * @param modes what it writes to its screen then, before any output
     * @param answerFrom queries in the output before this offset have been answered, or belong to the past
     */
    public record Start(long offset, boolean reset, byte[] modes, long answerFrom) {}

    public Start start() {
        return start;
    }

    public int terminal() {
        return terminal.id();
    }

    String client() {
        return client;
    }

    void wake() {
        wake.run();
    }

    /** Offset of the first byte that {@link #take} gives next. */
    public long offset() {
        return terminal.locked(window::sent);
    }

    /** How many bytes there are to take now. */
    public int ready() {
        return terminal.locked(() -> terminal.ready(window));
    }

    /** Whether output is gone that this client did not have yet: it must attach anew. */
    public boolean isOverrun() {
        return terminal.locked(() -> terminal.isGone(window.sent()));
    }

    /** Takes output to send; answers how many bytes it was, which may be none. */
    public int take(byte[] target, int at, int most) {
        return terminal.take(window, target, at, most);
    }

    /**
     * The client has parsed all before that offset.
     *
     * @return whether that may be
     */
    public boolean acknowledge(long offset) {
        return terminal.acknowledge(this, offset);
    }

    /**
     * The client types.
     *
     * @return whether there was room for it
     */
    public boolean type(byte[] keys) {
        return terminal.type(client, keys);
    }

    /** The client shows the terminal in that size. */
    public void resize(Size size) {
        terminal.show(client, size);
    }

    /** The client looks no more. */
    public void detach() {
        terminal.leave(this, false);
    }

    /** The client's connection is gone; it may attach again and go on at the byte where it was. */
    public void lose() {
        terminal.leave(this, true);
    }
}
