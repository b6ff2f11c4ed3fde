package org.codearena.runner.terminal;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A client of one terminal, as the connection of a page is one. */
final class Viewer {
    private static final long PATIENCE_SECONDS = 30;

    private final Terminals terminals;
    private final int terminal;
    private final String name;
    private final Semaphore woken = new Semaphore(0);
    private final ByteArrayOutputStream seen = new ByteArrayOutputStream();
    private final byte[] buffer = new byte[64 << 10];
    Attachment attachment;
    private long next;

    Viewer(Terminals terminals, int terminal, String name) {
        this(terminals, terminal, name, new Size(80, 24));
    }

    Viewer(Terminals terminals, int terminal, String name, Size size) {
        this.terminals = terminals;
        this.terminal = terminal;
        this.name = name;
        this.attachment = attach(0, size);
        this.next = attachment.start().offset();
    }

    private Attachment attach(long offset, Size size) {
        return terminals.attach(terminal, name, offset, size, woken::release).orElseThrow();
    }

    /** Goes on where it was, as after a connection that was cut. */
    void comeBack() {
        attachment = attach(next, new Size(80, 24));
        next = attachment.start().offset();
    }

    /** Takes what there is, and acknowledges it. */
    int take(int most) {
        int count = attachment.take(buffer, 0, Math.min(most, buffer.length));
        seen.write(buffer, 0, count);
        next += count;
        if (!attachment.acknowledge(next)) {
            throw new AssertionError("an acknowledgement of " + next + " was refused");
        }
        return count;
    }

    /** Waits until there is something to take. */
    void await() throws InterruptedException {
        while (attachment.ready() == 0) {
            if (!woken.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("nothing came after: " + text());
            }
        }
    }

    String awaitText(String text) throws InterruptedException {
        while (!text().contains(text)) {
            await();
            take(Integer.MAX_VALUE);
        }
        return text();
    }

    byte[] seen() {
        return seen.toByteArray();
    }

    int count() {
        return seen.size();
    }

    String text() {
        return seen.toString(StandardCharsets.UTF_8);
    }

    void type(String keys) {
        if (!attachment.type(keys.getBytes(StandardCharsets.UTF_8))) {
            throw new AssertionError("input was refused");
        }
    }
}
