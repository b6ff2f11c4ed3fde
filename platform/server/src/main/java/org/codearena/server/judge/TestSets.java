package org.codearena.server.judge;

import java.util.UUID;

/** Where the tests of a problem's version come from. */
@FunctionalInterface
public interface TestSets {
    TestSet of(UUID problemVersion);
}
