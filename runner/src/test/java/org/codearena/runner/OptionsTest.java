package org.codearena.runner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.codearena.runner.box.Mode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OptionsTest {
    private static final List<String> NEEDED =
            List.of("--listen", "unix:/tmp/x/s", "--data", "/tmp/x/data", "--box", "/bin/sh");

    @Test
    void everyLimitHasADefault() throws OptionsException {
        Options options = Options.parse(NEEDED);
        assertEquals(UnixDomainSocketAddress.of("/tmp/x/s"), options.listen());
        assertEquals(Optional.empty(), options.key());
        assertEquals(Path.of("/tmp/x/data"), options.data());
        assertEquals(Path.of("/bin/sh"), options.box());
        assertEquals(Runtime.getRuntime().availableProcessors(), options.slots());
        assertEquals("auto", options.mode());
        assertEquals(Mode.B, options.floor());
        assertFalse(options.unsafe());
        assertEquals(List.of(), options.toolchains());
        assertEquals(60_000, options.slotUidBase());
        assertTrue(options.pin());
        assertEquals(2L << 30, options.blobBytes());
        assertEquals(1_000, options.programs());
        assertEquals(2L << 30, options.programBytes());
        assertEquals(Duration.ofDays(1), options.programAge());
        assertEquals(256, options.waiting());
        assertEquals(Duration.ofMinutes(1), options.waitPatience());
        assertEquals(Duration.ofSeconds(30), options.drain());
        assertFalse(options.dieWithParent());
    }

    @Test
    void everyOptionIsInTheHelp() {
        for (String option : List.of(
                "--listen",
                "--key-file",
                "--data",
                "--box",
                "--slots",
                "--mode",
                "--floor",
                "--unsafe",
                "--toolchain",
                "--slot-uid-base",
                "--pin",
                "--blob-bytes",
                "--programs",
                "--program-bytes",
                "--program-age-seconds",
                "--waiting",
                "--wait-seconds",
                "--drain-seconds",
                "--die-with-parent",
                "--help")) {
            assertTrue(Options.HELP.contains("  " + option + " "), option);
        }
    }

    @Test
    void whatIsGivenIsTaken() throws OptionsException {
        Options options = parse(
                "--slots",
                "3",
                "--mode",
                "B+",
                "--floor",
                "A",
                "--unsafe",
                "--toolchain",
                "/usr",
                "--toolchain",
                "/bin",
                "--die-with-parent");
        assertEquals(3, options.slots());
        assertEquals("B+", options.mode());
        assertEquals(Mode.A, options.floor());
        assertTrue(options.unsafe());
        assertEquals(List.of(Path.of("/usr"), Path.of("/bin")), options.toolchains());
        assertTrue(options.dieWithParent());
    }

    @Test
    void aPortOfTheLoopbackIsTaken() throws OptionsException {
        Options options =
                Options.parse(List.of("--listen", "tcp:127.0.0.1:0", "--data", "/tmp/x/data", "--box", "/bin/sh"));
        assertTrue(((InetSocketAddress) options.listen()).getAddress().isLoopbackAddress());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--slots|0|--slots is '0', allowed are 1 to 1000",
                "--slots|many|--slots is 'many', allowed are 1 to 1000",
                "--mode|C|--mode is 'C', allowed are auto, A, B+, B",
                "--floor|none|--floor is 'none', allowed are A, B+, B",
                "--toolchain|/no/such/place|--toolchain '/no/such/place' is not a directory",
                "--slot-uid-base|0|--slot-uid-base is '0', allowed are 1 to",
                "--colour|green|unknown option '--colour'",
                "--listen|tcp:0.0.0.0:80|allowed are loopback addresses",
                "--listen|tcp:127.0.0.1:99999|allowed are ports 0 to 65535",
                "--listen|127.0.0.1:80|allowed are unix:PATH and tcp:HOST:PORT",
                "--listen|tcp:no-such-host.invalid:80|is unknown",
                "--box|/etc/passwd|--box '/etc/passwd' is not an executable file"
            })
    void whatIsWrongIsSaidWithWhatIsAllowed(String option, String value, String message) {
        List<String> words = new ArrayList<>(List.of(option, value));
        for (int i = 0; i < NEEDED.size(); i += 2) {
            if (!NEEDED.get(i).equals(option)) {
                words.addAll(NEEDED.subList(i, i + 2));
            }
        }
        String said = refusal(words);
        assertTrue(said.contains(message), said);
    }

    @Test
    void everythingThatIsWrongIsSaidAtOnce() {
        String said = refusal(List.of("--slots", "x", "--mode"));
        assertEquals(
                List.of(
                        "--listen is missing",
                        "--data is missing",
                        "--box is missing",
                        "--slots is 'x', allowed are 1 to 1000",
                        "--mode needs a value"),
                said.lines().toList());
    }

    @Test
    void aSocketPathThatTheSystemCannotTakeIsRefused() {
        String said = refusal(List.of("--listen", "unix:/" + "x".repeat(200), "--data", "/tmp/x", "--box", "/bin/sh"));
        assertEquals("--listen has a path of 201 bytes, the system allows 107", said);
    }

    private static Options parse(String... more) throws OptionsException {
        List<String> words = new ArrayList<>(NEEDED);
        words.addAll(List.of(more));
        return Options.parse(words);
    }

    private static String refusal(List<String> words) {
        return String.valueOf(
                assertThrows(OptionsException.class, () -> Options.parse(words)).getMessage());
    }
}
