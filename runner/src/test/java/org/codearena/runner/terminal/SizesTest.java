package org.codearena.runner.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;

final class SizesTest {
    private static final Size SMALL = new Size(40, 10);
    private static final Size LARGE = new Size(200, 60);

    private final Sizes sizes = new Sizes();

    @Test
    void whoTypedLastDecides() {
        sizes.show("phone", SMALL);
        sizes.show("desk", LARGE);
        assertEquals(Optional.of(LARGE), sizes.decided(), "who came last, as long as nobody typed");
        sizes.typed("phone");
        assertEquals(Optional.of(SMALL), sizes.decided());
        sizes.show("desk", new Size(190, 50));
        assertEquals(Optional.of(SMALL), sizes.decided(), "a window that is resized does not take over");
        sizes.typed("desk");
        assertEquals(Optional.of(new Size(190, 50)), sizes.decided());
    }

    @Test
    void aHiddenWindowHasNoSize() {
        sizes.show("desk", LARGE);
        sizes.show("desk", new Size(0, 0));
        sizes.show("other", new Size(80, 0));
        sizes.show("hostile", new Size(1_000_000, 1));
        sizes.typed("other");
        assertEquals(Optional.of(LARGE), sizes.decided());
    }

    @Test
    void whoLeavesDecidesNothing() {
        sizes.show("phone", SMALL);
        sizes.show("desk", LARGE);
        sizes.leave("desk");
        assertEquals(Optional.of(SMALL), sizes.decided());
        sizes.leave("phone");
        assertEquals(Optional.empty(), sizes.decided());
    }
}
