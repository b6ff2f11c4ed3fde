package org.codearena.runner.terminal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Terminals with real programs on real pseudo terminals, without a room. */
@Timeout(120)
final class TerminalsTest {
    private static final int KEPT = Terminal.KEPT_BYTES;
    private static final int WINDOW = Terminal.WINDOW_BYTES;

    private final News news = new News();
    private final Bash bash = new Bash();
    private final Terminals terminals = new Terminals(bash, news);

    @AfterEach
    void close() {
        terminals.close();
    }

    private int open(TerminalCommand.Program program) throws Exception {
        return terminals.open("title", Optional.empty(), program, new Size(80, 24));
    }

    private Viewer viewer(int terminal, String name) {
        return new Viewer(terminals, terminal, name);
    }

    /** A program that prints that many bytes, no two pieces of it alike, after a line was typed. */
    private static TerminalCommand.Program stream(long bytes) {
        return Bash.script("stty raw -echo; echo ready; read -r; openssl enc -aes-128-ctr -nosalt -K "
                + "00112233445566778899aabbccddeeff -iv 00000000000000000000000000000000 </dev/zero 2>/dev/null"
                + " | head -c " + bytes);
    }

    private static byte[] streamed(long bytes) throws Exception {
        Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
        byte[] key = HexFormat.of().parseHex("00112233445566778899aabbccddeeff");
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(new byte[16]));
        return cipher.doFinal(new byte[(int) bytes]);
    }

    @Test
    void whatIsTypedReachesTheProgramAndItsOutputComesBack() throws Exception {
        int id = open(Bash.shell());
        Viewer viewer = viewer(id, "one");
        viewer.type("echo sum=$((40 + 2)) $PATH $LC_ALL; tty\n");
        assertTrue(viewer.awaitText("sum=42 /usr/bin:/bin C.UTF-8\r\n/dev/pts/").contains("sum=42"));
        viewer.type("exit 7\n");
        assertEquals(7, news.awaitExit(id));
    }

    @Test
    void nothingOfTheRunnersEnvironmentIsThere() throws Exception {
        int id = open(Bash.program("/usr/bin/env"));
        Viewer viewer = viewer(id, "one");
        assertEquals(0, news.awaitExit(id));
        viewer.take(Integer.MAX_VALUE);
        List<String> names = viewer.text()
                .lines()
                .map(line -> line.split("=", 2)[0])
                .sorted()
                .toList();
        assertEquals(List.of("LC_ALL", "PATH", "PS1", "TERM"), names);
    }

    @Test
    void aSignalIsTheExit() throws Exception {
        int id = open(Bash.script("kill -9 $$"));
        assertEquals(128 + 9, news.awaitExit(id));
    }

    @Test
    void aProgramThatIsNotThereIsAnExitToo() throws Exception {
        int id = open(Bash.program("/no/such/program"));
        assertEquals(127, news.awaitExit(id));
        Viewer viewer = viewer(id, "one");
        assertTrue(viewer.awaitText("/no/such/program").contains("No such file"));
    }

    @Test
    void aClientThatDoesNotReadHoldsTheProgramBackAndNothingIsLost() throws Exception {
        int size = 3 * KEPT;
        int id = open(stream(size));
        Viewer slow = viewer(id, "slow");
        slow.awaitText("ready\n");
        int before = slow.count();
        slow.type("go\n");
        int other = open(stream(4L * KEPT));
        Viewer passing = viewer(other, "passing");
        passing.awaitText("ready\n");
        slow.await();
        passing.type("go\n");
        passing.attachment.detach();
        news.awaitExit(other);
        long end = terminals.state(id).orElseThrow().end();
        assertTrue(end <= before + KEPT, "printed " + end + " though nothing was acknowledged");
        assertEquals(WINDOW, slow.attachment.ready(), "and only a window full is sent");
        assertTrue(terminals.state(id).orElseThrow().exit().isEmpty());
        while (slow.count() < before + size) {
            slow.await();
            slow.take(Integer.MAX_VALUE);
        }
        assertArrayEquals(streamed(size), Arrays.copyOfRange(slow.seen(), before, before + size));
        assertEquals(0, news.awaitExit(id));
    }

    @Test
    void withNobodyThereItRunsFreeAndTheLastOutputIsKept() throws Exception {
        int size = 3 * KEPT;
        int id = open(stream(size));
        Viewer starter = viewer(id, "starter");
        starter.awaitText("ready\n");
        starter.type("go\n");
        starter.attachment.detach();
        assertEquals(0, news.awaitExit(id));
        TerminalState state = terminals.state(id).orElseThrow();
        assertEquals(KEPT, state.end() - state.start());
        assertTrue(state.end() >= size);
    }

    @Test
    void aStreamThatIsCutAtAThousandPlacesIsTheSame() throws Exception {
        int size = 12 << 20;
        Random random = new Random(7);
        int id = open(stream(size));
        Viewer viewer = viewer(id, "page");
        viewer.awaitText("ready\n");
        int before = viewer.count();
        viewer.type("go\n");
        while (viewer.count() < before + size) {
            viewer.await();
            viewer.take(1 + random.nextInt(24_000));
            if (random.nextInt(2) == 0) {
                viewer.attachment.lose();
                viewer.comeBack();
                assertFalse(viewer.attachment.start().reset());
            }
        }
        byte[] all = viewer.seen();
        assertArrayEquals(sha256(streamed(size)), sha256(Arrays.copyOfRange(all, before, before + size)));
    }

    private static byte[] sha256(byte[] bytes) throws Exception {
        return MessageDigest.getInstance("SHA-256").digest(bytes);
    }

    @Test
    void whoComesLateBeginsAtALineAndAnswersNothingOfThePast() throws Exception {
        int id = open(
                Bash.script("seq -f 'a line with the number %1.0f' 1 200000; printf '\\e[?2004h\\e[6nend\\n'; read"));
        Viewer first = viewer(id, "first");
        first.awaitText("end\r\n");
        Viewer late = viewer(id, "late");
        Attachment.Start start = late.attachment.start();
        assertTrue(start.reset());
        assertEquals(terminals.state(id).orElseThrow().end(), start.answerFrom());
        late.awaitText("end\r\n");
        assertTrue(
                late.text().startsWith("a line with the number "), late.text().substring(0, 40));
        assertTrue(late.count() > KEPT - 100);
        assertFalse(first.attachment.isOverrun());
        assertEquals(0, first.attachment.start().answerFrom());
    }

    @Test
    void whatAnotherClientHasParsedIsNotToBeAnsweredAgain() throws Exception {
        int id = open(Bash.script("echo -n question; read"));
        Viewer first = viewer(id, "first");
        first.awaitText("question");
        assertEquals(8, viewer(id, "second").attachment.start().answerFrom());
    }

    @Test
    void aFullScreenProgramIsDrawnAnewForWhoCannotHaveItAll() throws Exception {
        int id = open(Bash.script("trap 'stty size' WINCH; printf '\\e[?1049h'; head -c " + (KEPT + 100)
                + " /dev/zero | tr '\\0' x; echo; while :; do read -rt 1; done"));
        Viewer first = viewer(id, "first");
        first.awaitText("\r\n");
        Viewer late = new Viewer(terminals, id, "late", new Size(80, 24));
        assertTrue(late.attachment.start().reset());
        assertEquals("\u001b[?1049h", new String(late.attachment.start().modes(), StandardCharsets.US_ASCII));
        late.awaitText("23 80\r\n");
        late.awaitText("24 80\r\n");
    }

    @Test
    void theOneWhoTypedLastDecidesTheSize() throws Exception {
        int id = open(Bash.shell());
        Viewer desk = new Viewer(terminals, id, "desk", new Size(120, 40));
        news.await(id, state -> state.columns() == 120 && state.rows() == 40);
        Viewer phone = new Viewer(terminals, id, "phone", new Size(40, 20));
        news.await(id, state -> state.columns() == 40);
        desk.type("true\n");
        news.await(id, state -> state.columns() == 120);
        phone.attachment.resize(new Size(41, 21));
        desk.attachment.resize(new Size(0, 0));
        desk.type("stty size\n");
        desk.awaitText("40 120\r\n");
        desk.attachment.detach();
        news.await(id, state -> state.columns() == 41 && state.rows() == 21);
        phone.type("stty size\n");
        phone.awaitText("21 41\r\n");
    }

    @Test
    void theProgramInTheForegroundIsTheTitleAndMakesItBusy() throws Exception {
        int id = open(Bash.shell());
        Viewer viewer = viewer(id, "one");
        viewer.type("echo started; sleep 1000\n");
        news.await(id, state -> state.title().equals("sleep"));
        assertTrue(terminals.isBusy());
        viewer.type("\u0003");
        viewer.type("\necho idle\n");
        news.await(id, state -> state.title().equals("bash"));
        assertFalse(terminals.isBusy());
    }

    @Test
    void aTaskIsBusyUntilItEndsAndKeepsItsTitle() throws Exception {
        int id = terminals.open("Build", Optional.of("build"), Bash.script("echo x; read"), new Size(80, 24));
        assertTrue(terminals.isBusy());
        viewer(id, "one").type("\n");
        TerminalState end = news.await(id, state -> state.exit().isPresent());
        assertEquals("Build", end.title());
        assertEquals(Optional.of("build"), end.task());
        assertFalse(terminals.isBusy());
    }

    @Test
    void moreInputThanAProgramTakesIsRefusedInTheEnd() throws Exception {
        int id = open(Bash.script("stty raw -echo; echo ready; sleep 1000"));
        Viewer viewer = viewer(id, "one");
        viewer.awaitText("ready");
        byte[] paste = new byte[1 << 20];
        int taken = 0;
        while (viewer.attachment.type(paste)) {
            taken++;
            assertTrue(taken <= 8, "it takes without end");
        }
        assertTrue(taken >= 4, "taken were " + taken + " MiB");
    }

    @Test
    void aLargePasteArrivesWhole() throws Exception {
        int size = 1 << 20;
        int id = open(Bash.script("stty raw -echo; echo ready; head -c " + size + " | sha256sum"));
        Viewer viewer = viewer(id, "one");
        viewer.awaitText("ready\n");
        byte[] paste = streamed(size);
        assertTrue(viewer.attachment.type(paste));
        viewer.awaitText(HexFormat.of().formatHex(sha256(paste)));
    }

    @Test
    void closingEndsWhatRunsAndSaysSo() throws Exception {
        int id = open(Bash.script("echo $$; sleep 1000"));
        Viewer viewer = viewer(id, "one");
        viewer.awaitText("\n");
        long pid = Long.parseLong(viewer.text().strip());
        assertTrue(terminals.close(id));
        assertTrue(ProcessHandle.of(pid).isEmpty());
        assertEquals(List.of(id), news.closed());
        assertEquals(List.of(), bash.reaped);
        assertFalse(terminals.close(id));
        assertEquals(List.of(), terminals.list());
    }

    @Test
    void whatAnEndedProgramLeftBehindIsKilledWhenItsTerminalIsClosed() throws Exception {
        int id = open(Bash.script("echo out; exit 3"));
        assertEquals(3, news.awaitExit(id));
        viewer(id, "one").awaitText("out");
        assertTrue(terminals.close(id));
        assertEquals(List.of(id), bash.reaped);
    }

    @Test
    void thereAreSixteenAtMost() throws Exception {
        for (int i = 0; i < Terminals.MOST; i++) {
            open(Bash.script("read"));
        }
        assertThrows(TooManyTerminalsException.class, () -> open(Bash.shell()));
        assertTrue(terminals.close(3));
        assertEquals(Terminals.MOST + 1, open(Bash.shell()), "a number is not used twice");
    }

    @Test
    void openingAndClosingOthersDisturbsNobody() throws Exception {
        int size = 6 << 20;
        int id = open(stream(size));
        Viewer viewer = viewer(id, "page");
        viewer.awaitText("ready\n");
        int before = viewer.count();
        viewer.type("go\n");
        try (ExecutorService others = Executors.newFixedThreadPool(4)) {
            List<Future<Integer>> codes = new ArrayList<>();
            Callable<Integer> openAndClose = () -> {
                int other = open(Bash.script("echo text; exit 5"));
                int code = news.awaitExit(other);
                viewer(other, "x").awaitText("text\r\n");
                terminals.close(other);
                return code;
            };
            for (int i = 0; i < 60; i++) {
                codes.add(others.submit(openAndClose));
            }
            while (viewer.count() < before + size) {
                viewer.await();
                viewer.take(Integer.MAX_VALUE);
            }
            for (Future<Integer> code : codes) {
                assertEquals(5, code.get());
            }
        }
        assertArrayEquals(sha256(streamed(size)), sha256(Arrays.copyOfRange(viewer.seen(), before, before + size)));
    }
}
