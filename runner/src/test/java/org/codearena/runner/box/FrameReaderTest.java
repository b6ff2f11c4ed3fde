package org.codearena.runner.box;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.codearena.contract.Exit;
import org.codearena.contract.Limit;
import org.codearena.contract.RunReport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Most of this reads {@code frames/session}, which a real box wrote. */
final class FrameReaderTest {
    private static final String END =
            "end id=1 exit=0 signal=0 over=none oom=0 exec-errno=0 cpu-us=1 wall-us=1 ended-us=1"
                    + " memory=1 out=0 err=0 files=0 skipped=0";

    @Test
    void theHelloOfARealBoxIsRead() throws IOException {
        try (InputStream session = session()) {
            Hello hello = assertInstanceOf(Frame.Ready.class, new FrameReader(session).next())
                    .hello();
            assertEquals(new Hello("A", List.of(), "6.12.1", 4_711), hello);
        }
    }

    @Test
    void whatAModeLacksIsTold() throws IOException {
        FrameReader frames =
                reader("ready version=1 mode=B cgroup=none lacks=tree-limits,own-uid kernel=6 cores=2 pid=3"
                        + " not-A=not%20root new=key\n");
        List<String> lacks =
                assertInstanceOf(Frame.Ready.class, frames.next()).hello().lacks();
        assertEquals(3, lacks.size());
        assertTrue(lacks.get(0).startsWith("tree-limits: "));
        assertTrue(lacks.get(1).startsWith("own-uid: "));
        assertEquals("not A: not root", lacks.get(2));
    }

    @Test
    void piecesOfARealRunAreRead() throws IOException {
        List<Frame> frames = framesOf(1);
        Frame.Piece output = assertInstanceOf(Frame.Piece.class, frames.get(0));
        assertFalse(output.error());
        assertArrayEquals("5\n".getBytes(StandardCharsets.UTF_8), output.bytes());
        Frame.Piece error = assertInstanceOf(Frame.Piece.class, frames.get(1));
        assertTrue(error.error());
        assertArrayEquals("oops\n".getBytes(StandardCharsets.UTF_8), error.bytes());
    }

    @Test
    void filesOfARealRunAreReadAndBadNamesAreNotTaken() throws IOException {
        List<Frame.File> files = framesOf(1).stream()
                .filter(Frame.File.class::isInstance)
                .map(Frame.File.class::cast)
                .toList();
        List<Optional<String>> names =
                files.stream().map(file -> file.path().map(Object::toString)).toList();
        assertEquals(List.of(Optional.empty(), Optional.empty(), Optional.of("Größe x"), Optional.of("d/f")), names);
        assertEquals(
                List.of(false, false, false, true),
                files.stream().map(Frame.File::executable).toList());
        assertEquals(Instant.ofEpochSecond(1_000_000_000), files.get(3).modified());
    }

    @Test
    void contentIsReadWholeOrSkipped() throws IOException {
        try (InputStream session = session()) {
            FrameReader frames = new FrameReader(session);
            List<String> contents = new ArrayList<>();
            for (Frame frame = frames.next(); !(frame instanceof Frame.End); frame = frames.next()) {
                if (frame instanceof Frame.File file && file.path().isPresent()) {
                    contents.add(new String(frames.content().readAllBytes(), StandardCharsets.UTF_8));
                }
            }
            assertEquals(List.of("x", "data"), contents);
        }
    }

    @Test
    void everyWayInWhichARealRunEndsIsTold() throws IOException {
        assertEquals(new Exit.Code(0), exitOf(1));
        assertEquals(new Exit.NotStarted("no such file or directory"), exitOf(2));
        assertEquals(new Exit.Code(3), exitOf(3));
        assertEquals(new Exit.Signal(11), exitOf(4));
        assertEquals(new Exit.OverLimit(Limit.WALL_TIME), exitOf(5));
        assertEquals(new Exit.Cancelled(), exitOf(6));
        assertEquals(new Exit.OverLimit(Limit.CPU_TIME), exitOf(9));
        assertEquals(new Exit.OverLimit(Limit.OUTPUT), exitOf(10));
        assertEquals(new Exit.OverLimit(Limit.MEMORY), exitOf(11));
        assertEquals(
                new RunEnd(
                        new RunReport(new Exit.OverLimit(Limit.MEMORY), true, 12_671, 23_788, 17_469_440, 0, 0),
                        77,
                        0,
                        0),
                endOf(11).end());
        assertEquals(1, endOf(1).end().skipped());
    }

    @Test
    void refusalsOfARealBoxAreTold() throws IOException {
        assertEquals(
                new Frame.Fail(7, "cannot open the input file missing: No such file or directory"),
                framesOf(7).getLast());
        assertEquals(
                new Frame.Fail(8, "cpu-ms is 'banana', allowed are 1 to 3600000"),
                framesOf(8).getLast());
    }

    @Test
    void theEndOfTheStreamIsToldApartFromAnEndWithinAFrame() throws IOException {
        assertThrows(EOFException.class, reader("")::next);
        assertThrows(EOFException.class, reader("end id=1")::next);
        assertThrows(EOFException.class, reader("out id=1 len=5\nabc")::next);
        FrameReader frames = reader("file id=1 mode=644 mtime=1 len=5 name=a\nabc");
        frames.next();
        assertThrows(EOFException.class, () -> frames.content().readAllBytes());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Segmentation fault",
                "out",
                "out id=1",
                "out id=x len=1",
                "out id=1 len=-1",
                "out id=1 len=999999999999",
                "out id=1 len=1 =",
                "file id=1 mode=rwx mtime=1 len=1 name=a",
                "file id=1 mode=644 mtime=1 len=-1 name=a",
                "end id=1",
                "ready version=2 mode=A lacks=none kernel=1 pid=1",
                "fail id=0",
                "fail id=0 message=%zz"
            })
    void whatTheProtocolDoesNotAllowIsRefused(String line) {
        assertThrows(ProtocolException.class, reader(line + "\n")::next);
    }

    @Test
    void aLimitThatNobodyKnowsIsRefused() {
        assertThrows(ProtocolException.class, reader(END.replace("over=none", "over=heat") + "\n")::next);
    }

    @Test
    void aLineWithoutEndIsNotReadForEver() {
        assertThrows(ProtocolException.class, reader("x".repeat(100_000))::next);
    }

    private static Exit exitOf(long id) throws IOException {
        return endOf(id).end().report().exit();
    }

    private static Frame.End endOf(long id) throws IOException {
        return assertInstanceOf(Frame.End.class, framesOf(id).getLast());
    }

    private static List<Frame> framesOf(long id) throws IOException {
        List<Frame> found = new ArrayList<>();
        try (InputStream session = session()) {
            FrameReader frames = new FrameReader(session);
            while (true) {
                Frame frame = frames.next();
                if (idOf(frame) == id) {
                    found.add(frame);
                }
            }
        } catch (EOFException end) {
            return found;
        }
    }

    private static long idOf(Frame frame) {
        return switch (frame) {
            case Frame.Ready _ -> 0;
            case Frame.Piece piece -> piece.id();
            case Frame.File file -> file.id();
            case Frame.End end -> end.id();
            case Frame.Fail fail -> fail.id();
        };
    }

    private static InputStream session() {
        return Objects.requireNonNull(FrameReaderTest.class.getResourceAsStream("/frames/session"));
    }

    private static FrameReader reader(String text) {
        return new FrameReader(new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)));
    }
}
