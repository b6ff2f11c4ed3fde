package org.codearena.runner.workspace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class HttpHeadTest {
    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Test
    void readsAHeadAndNotAByteMore() throws IOException {
        InputStream in = stream("HTTP/1.1 404 Not  here\r\nA: 1\r\nb:2 \r\nA: 3\r\n\r\nbody");
        HttpHead head = HttpHead.read(in);
        assertEquals(404, head.status());
        assertEquals("Not  here", head.reason());
        assertEquals(
                List.of(new HttpHead.Field("A", "1"), new HttpHead.Field("b", "2"), new HttpHead.Field("A", "3")),
                head.fields());
        assertEquals(Optional.of("2"), head.first("B"));
        assertEquals("body", new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "HTTP/1.1 200",
                "SSH-2.0-OpenSSH_9.2\r\n",
                "HTTP/2 200 OK\r\n\r\n",
                "HTTP/1.1 999 OK\r\n\r\n",
                "HTTP/1.1 200 OK\r\nno colon\r\n\r\n",
                "HTTP/1.1 200 OK\r\n: none\r\n\r\n",
                "HTTP/1.1 200 OK\r\na b: c\r\n\r\n",
                "HTTP/1.1 200 OK\r\n folded\r\n\r\n",
                "HTTP/1.1 200 OK\r\nA: b\r\n"
            })
    void whatIsNoHttpIsRefused(String text) {
        assertThrows(IOException.class, () -> HttpHead.read(stream(text)));
    }

    @Test
    void aHeadWithoutEndIsRefused() {
        String endless = "HTTP/1.1 200 OK\r\n" + "A: b\r\n".repeat(20_000);
        assertThrows(IOException.class, () -> HttpHead.read(stream(endless)));
    }

    @Test
    void aValueHoldsNothingThatWouldEndIt() throws IOException {
        HttpHead head = HttpHead.read(stream("HTTP/1.0 200\r\nA: b\rSet-Cookie: c\u0000d\r\n\r\n"));
        assertEquals("bSet-Cookie: cd", head.first("a").orElseThrow());
        assertEquals("", head.reason());
    }

    @Test
    void knowsWhatHasNoBody() throws IOException {
        assertTrue(HttpHead.read(stream("HTTP/1.1 204 x\r\n\r\n")).hasNoBody("GET"));
        assertTrue(HttpHead.read(stream("HTTP/1.1 304 x\r\n\r\n")).hasNoBody("GET"));
        assertTrue(HttpHead.read(stream("HTTP/1.1 200 x\r\n\r\n")).hasNoBody("HEAD"));
        assertFalse(HttpHead.read(stream("HTTP/1.1 200 x\r\n\r\n")).hasNoBody("GET"));
    }

    @ParameterizedTest
    @CsvSource({
        "'3\r\nabc\r\n0\r\n\r\n', abc",
        "'3;x=y\r\nabc\r\nA\r\n0123456789\r\n0\r\nTrailer: x\r\n\r\n', abc0123456789",
        "'0\r\n\r\n', ''"
    })
    void putsChunksTogether(String chunked, String whole) throws IOException {
        InputStream body = new ChunkedInput(stream(chunked));
        assertEquals(whole, new String(body.readAllBytes(), StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "3\r\nab",
                "3\r\nabc",
                "3\r\nabcd\r\n0\r\n\r\n",
                "-1\r\n",
                "zz\r\n",
                "\r\n",
                "ffffffffffffffff\r\n",
                "3\r\nabc\r\n0\r\n"
            })
    void chunksThatBreakOffAreNoBody(String chunked) {
        assertThrows(IOException.class, () -> new ChunkedInput(stream(chunked)).readAllBytes());
    }

    @Test
    void aBodyIsAsLongAsItSaid() throws IOException {
        InputStream in = stream("abcdef");
        assertEquals("abc", new String(new CountedInput(in, 3).readAllBytes(), StandardCharsets.UTF_8));
        assertThrows(IOException.class, () -> new CountedInput(in, 4).readAllBytes());
    }
}
