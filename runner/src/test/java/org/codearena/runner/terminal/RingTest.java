package org.codearena.runner.terminal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RingTest {
    private static final int CAPACITY = 3 * Ring.PIECE;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void keepsTheLastBytesWhateverTheyCameIn(long seed) {
        Random random = new Random(seed);
        Ring ring = new Ring(CAPACITY);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int i = 0; i < 200; i++) {
            byte[] bytes = new byte[random.nextInt(9_000)];
            random.nextBytes(bytes);
            int from = bytes.length == 0 ? 0 : random.nextInt(bytes.length);
            ring.append(bytes, from, bytes.length - from);
            all.write(bytes, from, bytes.length - from);
            assertEquals(all.size(), ring.end());
            assertEquals(Math.max(0, all.size() - CAPACITY), ring.start());
            check(ring, all.toByteArray(), random);
        }
    }

    private static void check(Ring ring, byte[] all, Random random) {
        long offset = ring.start() + random.nextLong(ring.end() - ring.start() + 1);
        byte[] target = new byte[random.nextInt(70_000) + 2];
        int count = ring.copy(offset, target, 1, target.length - 1);
        assertEquals(Math.min(target.length - 1, ring.end() - offset), count);
        assertArrayEquals(
                Arrays.copyOfRange(all, (int) offset, (int) offset + count), Arrays.copyOfRange(target, 1, count + 1));
    }

    @Test
    void refusesToGiveWhatIsGoneOrNotThereYet() {
        Ring ring = new Ring(Ring.PIECE);
        ring.append(new byte[Ring.PIECE], 0, Ring.PIECE);
        ring.append(new byte[10], 0, 10);
        assertEquals(10, ring.start());
        assertThrows(IllegalArgumentException.class, () -> ring.copy(9, new byte[1], 0, 1));
        assertThrows(IllegalArgumentException.class, () -> ring.copy(Ring.PIECE + 11, new byte[1], 0, 1));
        assertEquals(0, ring.copy(Ring.PIECE + 10, new byte[1], 0, 1));
    }

    @Test
    void takesOnlySizesThatArePieces() {
        assertThrows(IllegalArgumentException.class, () -> new Ring(Ring.PIECE + 1));
        assertThrows(IllegalArgumentException.class, () -> new Ring(0));
    }
}
