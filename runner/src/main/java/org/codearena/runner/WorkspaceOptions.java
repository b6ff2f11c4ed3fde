package org.codearena.runner;

import java.net.SocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What the command line of the workspace mode says, checked as a whole.
 *
 * @param key 64 hexadecimal digits; never shown
 * @param rehearse whether it waits for its session, so that there is time to get ready for it
 * @param dieWithParent whether to stop when standard input ends
 */
record WorkspaceOptions(
        SocketAddress listen,
        String key,
        Path room,
        Path disk,
        long diskBytes,
        int diskFiles,
        long memoryBytes,
        int processes,
        double cpus,
        String network,
        String mode,
        int uid,
        List<Path> toolchains,
        Duration drain,
        boolean rehearse,
        boolean dieWithParent) {

    static final String HELP = """
            usage: codearena-runner workspace --listen unix:PATH|tcp:HOST:PORT --key-file FILE --room PATH --disk PATH [option]...

            Serves the workspace of one session. Prints one line when it is ready.

              --listen ADDRESS         unix:PATH, a socket in a directory that only we may enter, made if missing;
                                       or tcp:HOST:PORT, port 0 for any free one
              --key-file FILE          the key that signs requests, 64 hexadecimal digits, of mode rw-------; of
                                       another user, as a mounted secret is, of mode r--r-----
              --room PATH              the program that makes rooms
              --disk PATH              an image, by a name that ends in .img, or a directory; made if missing
              --disk-bytes N           how much fits (default 1073741824)
              --disk-files N           how many files fit (default 50000)
              --memory N               bytes for all programs (default 1073741824)
              --processes N            how many there may be at once (default 256)
              --cpus X                 how many cores they may use at once, 0 for all (default 1)
              --network MODE           off or internet (default off)
              --mode MODE              auto, A or B (default auto: the strongest that works)
              --uid U                  the user of all programs, where we are root (default 65533)
              --toolchain PATH         a directory that programs see at the same path, PATH/bin first in their PATH; repeatable
              --drain-seconds N        how long clients are given to take their leave (default 2)
              --rehearse               plays the opening of a session before it says that it is ready, which then opens
                                       several times as fast; for one that waits
              --die-with-parent        stops at once when standard input ends
              --help                   prints this
            """;

    private static final long GIB = 1L << 30;
    private static final int USUAL_UID = 65_533;
    private static final long LEAST_DISK = 16L << 20;
    private static final long LEAST_MEMORY = 64L << 20;

    WorkspaceOptions {
        toolchains = List.copyOf(toolchains);
    }

    /** @throws OptionsException with everything that is wrong */
    static WorkspaceOptions parse(List<String> arguments) throws OptionsException {
        return read(new OptionWords(arguments));
    }

    private static WorkspaceOptions read(OptionWords words) throws OptionsException {
        Optional<SocketAddress> listen = words.required("--listen").flatMap(text -> words.address(text, true));
        Optional<String> key = words.required("--key-file").flatMap(words::key);
        Optional<Path> room = words.required("--room").flatMap(text -> words.executable("--room", text));
        Optional<Path> disk = words.required("--disk").flatMap(text -> words.path("--disk", text));
        long diskBytes = words.number("--disk-bytes", LEAST_DISK, Long.MAX_VALUE / 2, GIB);
        int diskFiles = (int) words.number("--disk-files", 1_000, 100_000_000, 50_000);
        long memory = words.number("--memory", LEAST_MEMORY, Long.MAX_VALUE / 2, GIB);
        int processes = (int) words.number("--processes", 8, 1_000_000, 256);
        double cpus = cpus(words);
        String network = oneOf(words, "--network", "off", List.of("off", "internet"));
        String mode = oneOf(words, "--mode", "auto", List.of("auto", "A", "B"));
        int uid = (int) words.number("--uid", 1, Integer.MAX_VALUE, USUAL_UID);
        List<Path> toolchains = words.toolchains();
        Duration drain = words.seconds("--drain-seconds", 0, 2);
        boolean rehearse = words.flag("--rehearse");
        boolean dieWithParent = words.flag("--die-with-parent");
        words.end();
        return new WorkspaceOptions(
                listen.orElseThrow(),
                key.orElseThrow(),
                room.orElseThrow(),
                disk.orElseThrow(),
                diskBytes,
                diskFiles,
                memory,
                processes,
                cpus,
                network,
                mode,
                uid,
                toolchains,
                drain,
                rehearse,
                dieWithParent);
    }

    private static double cpus(OptionWords words) {
        String text = words.value("--cpus").orElse("1");
        if (!text.matches("[0-9]{1,4}(\\.[0-9]{1,3})?")) {
            words.fault("--cpus is '" + text + "', allowed are numbers such as 0.5");
            return 1;
        }
        return Double.parseDouble(text);
    }

    private static String oneOf(OptionWords words, String name, String usual, List<String> allowed) {
        String value = words.value(name).orElse(usual);
        if (!allowed.contains(value)) {
            words.fault(name + " is '" + value + "', allowed are " + String.join(", ", allowed));
        }
        return value;
    }

    @Override
    public String toString() {
        return "WorkspaceOptions[listen=" + listen + ", disk=" + disk + "]";
    }
}
