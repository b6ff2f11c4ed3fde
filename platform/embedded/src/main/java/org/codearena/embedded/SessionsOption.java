package org.codearena.embedded;

import java.time.Duration;
import org.codearena.server.kernel.TimeText;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options about IDE sessions. */
final class SessionsOption {
    private static final long MIB = 1L << 20;

    @Option(
            names = "--sessions",
            paramLabel = "N",
            description = "IDE sessions at once; who comes later waits (default: as many as half of the memory holds)")
    private @Nullable Integer most;

    @Option(
            names = "--session-warm",
            paramLabel = "N",
            defaultValue = "1",
            description = "runners kept waiting, so that opening a session is instant (default: ${DEFAULT-VALUE})")
    private int warm = 1;

    @Option(
            names = "--session-idle",
            paramLabel = "TIME",
            defaultValue = "30m",
            converter = TimeConverter.class,
            description =
                    "a session stops after so long without use, such as 90s, 30m or 8h (default: ${DEFAULT-VALUE})")
    private Duration idle = Duration.ofMinutes(30);

    @Option(
            names = "--session-memory",
            paramLabel = "MIB",
            defaultValue = "1024",
            description = "memory of a session's programs, in MiB (default: ${DEFAULT-VALUE})")
    private int memory = 1_024;

    @Option(
            names = "--session-network",
            paramLabel = "MODE",
            defaultValue = "off",
            description = "off: nothing is reached; internet: all but private networks, through slirp4netns"
                    + " (default: ${DEFAULT-VALUE})")
    private String network = "off";

    @Option(
            names = "--preview-host",
            paramLabel = "HOST",
            defaultValue = "localhost",
            description = "what a session serves at port P is shown at P-SESSION.HOST (default: ${DEFAULT-VALUE})")
    private String previewHost = "localhost";

    SessionSettings settings() {
        require("--session-warm", warm, 0, 100);
        require("--session-memory", memory, 64, 1 << 20);
        if (!network.equals("off") && !network.equals("internet")) {
            throw new FailureException("--session-network is '%s', allowed are off and internet".formatted(network));
        }
        int sessions = most == null ? SessionSettings.usualMost() : most;
        require("--sessions", sessions, 1, 10_000);
        return new SessionSettings(sessions, warm, idle, memory * MIB, network, previewHost);
    }

    private static void require(String name, int value, int least, int greatest) {
        if (value < least || value > greatest) {
            throw new FailureException("%s is %d, allowed are %d to %d".formatted(name, value, least, greatest));
        }
    }

    /** A number and its unit. */
    static final class TimeConverter implements ITypeConverter<Duration> {
        private static final Duration SHORTEST = Duration.ofSeconds(10);

        @Override
        public Duration convert(String text) {
            Duration duration = TimeText.parse(text)
                    .orElseThrow(() ->
                            new TypeConversionException("'" + text + "' is no time, allowed are " + TimeText.ALLOWED));
            if (duration.compareTo(SHORTEST) < 0) {
                throw new TypeConversionException("'" + text + "' is too short, the shortest is 10s");
            }
            return duration;
        }
    }
}
