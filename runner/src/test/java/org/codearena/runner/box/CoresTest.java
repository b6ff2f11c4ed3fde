package org.codearena.runner.box;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CoresTest {
    @Test
    void aListOfTheSystemIsRead() {
        assertEquals(List.of(0), Cores.parse("0"));
        assertEquals(List.of(0, 1, 2, 3, 8, 10, 11), Cores.parse("0-3,8,10-11"));
        assertEquals(List.of(1022, 1023), Cores.parse("1022-4095"));
    }

    @Test
    void thisProcessMayUseAsManyAsTheJvmSays() throws IOException {
        assertEquals(Runtime.getRuntime().availableProcessors(), Cores.allowed().size());
    }
}
