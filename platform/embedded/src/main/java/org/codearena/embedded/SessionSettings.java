package org.codearena.embedded;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/**
 * IDE sessions on one machine.
 *
 * @param most at once
 * @param warm runners that wait
 * @param idle after which a session stops
 * @param memoryBytes of a session's programs
 * @param network {@code off} or {@code internet}
 * @param previewHost below which previews have hosts of their own
 */
record SessionSettings(int most, int warm, Duration idle, long memoryBytes, String network, String previewHost) {
    /** What a session takes that edits and runs something now and then; few use all that they may. */
    private static final long USUAL_BYTES = 300L << 20;

    SessionSettings withWarm(int runners) {
        return new SessionSettings(most, runners, idle, memoryBytes, network, previewHost);
    }

    /** As many as half of this machine's memory holds. */
    static int usualMost() {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return (int) Math.max(2, system.getTotalMemorySize() / 2 / USUAL_BYTES);
    }
}
