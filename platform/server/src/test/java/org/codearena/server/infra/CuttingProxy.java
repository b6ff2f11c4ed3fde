package org.codearena.server.infra;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A network that loses connections: the first answers are cut off after so many bytes. */
final class CuttingProxy implements AutoCloseable {
    private final ServerSocket listening;
    private final int target;
    private final long after;
    private final AtomicInteger cutsLeft;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    CuttingProxy(int target, int cuts, long after) throws IOException {
        this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.target = target;
        this.after = after;
        this.cutsLeft = new AtomicInteger(cuts);
        threads.execute(this::acceptAll);
    }

    int port() {
        return listening.getLocalPort();
    }

    int cutsLeft() {
        return cutsLeft.get();
    }

    private void acceptAll() {
        try {
            while (true) {
                Socket caller = listening.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
                threads.execute(() -> copy(caller, server, Long.MAX_VALUE));
                threads.execute(() -> copy(server, caller, after));
            }
        } catch (IOException closed) {
            // Nobody is let in any more.
        }
    }

    private void copy(Socket from, Socket to, long most) {
        byte[] buffer = new byte[16 << 10];
        long copied = 0;
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                out.write(buffer, 0, count);
                copied += count;
                if (copied > most && cutsLeft.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                    return;
                }
            }
        } catch (IOException gone) {
            // Either side may go at any time.
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        threads.shutdownNow();
    }
}
