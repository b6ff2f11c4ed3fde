package org.codearena.runner.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** In these tables {@code ~} stands for ESC, {@code $} for a new line and {@code ^} for BEL. */
final class ReplayTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // what is kept            | how much of it is skipped | modes
                "rest of a line$next$last  | 15  | ''",
                "$first                    | 1   | ''",
                "no end of line            | 14  | ''",
                "~[?1049h screen $ more    | 22  | ~[?1049h",
                "~[?1049h a~[2Jb~[2Jc      | 19  | ~[?1049h",
                "~[?1049h a~[?1049l b$c    | 21  | ''",
                "~[?47h$~[?47l$x           | 14  | ''",
                "~[?2004h~[?1h$x           | 14  | ~[?1h~[?2004h",
                "~[?1000;1006h~[?25l$x     | 20  | ~[?25l~[?1000h~[?1006h",
                "~[?1h~c$x                 | 8   | ''",
                "~[?2026h$x                | 9   | ''",
                "~=$x                      | 3   | ~=",
                "~]0;title $ title^a$x     | 20  | ''",
                "~]0;title~\\a$x          | 13  | ''",
                "~P dcs $ dcs~\\$x         | 15  | ''",
                "~(B$x                     | 4   | ''",
                "~[?1049h~[?1049h          | 16  | ~[?1049h",
                "~[31m$x                   | 6   | ''"
            })
    void beginsWhereALineOrAScreenDoes(String kept, int skipped, String modes) {
        Ring ring = new Ring(Ring.PIECE);
        byte[] bytes = plain(kept);
        ring.append(bytes, 0, bytes.length);
        Replay replay = Replay.of(ring, new Scan());
        assertEquals(skipped, replay.offset());
        assertEquals(
                modes,
                new String(replay.modes(), StandardCharsets.US_ASCII).replace((char) 27, '~'),
                "modes of " + kept);
    }

    private static byte[] plain(String text) {
        return text.replace('~', (char) 27)
                .replace('$', '\n')
                .replace('^', (char) 7)
                .getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void knowsWhatWasSetBeforeTheFirstByteThatIsKept() {
        Scan dropped = new Scan();
        byte[] before = plain("~[?2004h~[?10");
        dropped.accept(before, 0, before.length);
        Ring ring = new Ring(Ring.PIECE);
        byte[] kept = plain("49h in the alternate screen $ ~[?1049l main $ rest");
        ring.append(kept, 0, kept.length);
        Replay replay = Replay.of(ring, dropped);
        assertEquals(45, replay.offset());
        assertEquals("~[?2004h", new String(replay.modes(), StandardCharsets.US_ASCII).replace((char) 27, '~'));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void isTheSameWhateverPiecesItCameIn(long seed) {
        Random random = new Random(seed);
        String alphabet = "~[?1049hl;25cJ$^]P\\x=>2";
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 2_000; i++) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        byte[] bytes = plain(text.toString());
        Scan whole = new Scan();
        whole.accept(bytes, 0, bytes.length);
        Scan pieces = new Scan();
        for (int at = 0; at < bytes.length; ) {
            int count = Math.min(bytes.length - at, 1 + random.nextInt(7));
            pieces = pieces.copy();
            pieces.accept(bytes, at, count);
            at += count;
        }
        assertEquals(
                new String(whole.modes(), StandardCharsets.US_ASCII),
                new String(pieces.modes(), StandardCharsets.US_ASCII));
    }
}
