package org.codearena.server.workspace.gateway;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.UUID;
import org.codearena.server.identity.TestIdentity.Person;
import org.codearena.server.infra.http.RawRequest;
import org.codearena.server.infra.http.TestPeer.Call;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/** A session whose program is asked by the browser of its owner; what each test of previews begins with. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class PreviewVisit {
    static final String HELLO = "HTTP/1.1 200 OK\nContent-Type: text/html\nContent-Length: 5\n\nhello";

    final Site site = Site.start();
    final Person alice = site.identity().register("alice");
    final Person bob = site.identity().register("bob");
    final UUID session = site.session(alice);
    final String host = site.host(3000, session);
    final String cookie = site.previewCookie(alice, session, 3000);
    final String allowed = "Cookie: " + cookie + "\r\n";

    @BeforeEach
    void usual() {
        answers(HELLO);
    }

    @AfterEach
    void nothingIsLeft() {
        site.endAll();
    }

    @AfterAll
    void stop() {
        site.close();
    }

    void answers(String answer) {
        site.runnerDoes(call -> call.answer(answer));
    }

    Site.Answer get(String path) {
        return site.ask("GET " + path, host, allowed);
    }

    Call lastCall() {
        return site.runner().calls().getLast();
    }

    Socket open(String request) throws IOException {
        return RawRequest.send(site.server().server().port(), request);
    }

    /** The n-th line from here. */
    static String line(InputStream in, int number) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int count = 0; count < number; count++) {
            line.setLength(0);
            for (int next = in.read(); next != '\n'; next = in.read()) {
                if (next < 0) {
                    throw new IOException("ended after: " + line);
                }
                line.append((char) next);
            }
        }
        return line.toString();
    }

    static byte[] dechunked(DataInputStream in) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        while (true) {
            int size = Integer.parseInt(line(in, 1).strip(), 16);
            out.write(in.readNBytes(size));
            line(in, 1);
            if (size == 0) {
                return out.toByteArray();
            }
        }
    }
}
