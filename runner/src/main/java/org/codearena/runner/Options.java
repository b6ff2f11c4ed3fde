package org.codearena.runner;

import java.net.SocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.codearena.runner.box.Mode;

/**
 * What the command line says, checked as a whole. Read by hand rather than with a library: the runner starts beside
 * untrusted code and in a moment, so it carries as little as it can.
 *
 * @param key signs requests, 64 hexadecimal digits; never shown. Without one, whoever reaches the socket is let in
 * @param mode a mode of the sandbox, or {@code auto}
 * @param pin whether runs are bound to cores
 * @param waiting requests that may wait for a slot
 * @param dieWithParent whether to stop when standard input ends
 */
record Options(
        SocketAddress listen,
        Optional<String> key,
        int slots,
        Path data,
        Path box,
        String mode,
        Mode floor,
        boolean unsafe,
        List<Path> toolchains,
        int slotUidBase,
        boolean pin,
        long blobBytes,
        int programs,
        long programBytes,
        Duration programAge,
        int waiting,
        Duration waitPatience,
        Duration drain,
        boolean dieWithParent) {

    static final String HELP = """
            usage: codearena-runner --listen unix:PATH|tcp:HOST:PORT --data DIR --box PATH [option]...

            Runs programs in a sandbox, for a client on the same machine or, with a key, on another. Prints one line when it is ready.

              --listen ADDRESS         unix:PATH, a socket in a directory that only we may enter, made if missing;
                                       or tcp:HOST:PORT, loopback only unless there is a key, port 0 for any free one
              --key-file FILE          answers signed requests only; the key that signs them, 64 hexadecimal digits, of mode
                                       rw-------; of another user, as a mounted secret is, of mode r--r-----
              --data DIR               everything it keeps; nobody else may use it
              --box PATH               the launcher of boxes
              --slots N                programs that run at once (default: the number of cores, at most 1000)
              --mode MODE              auto, A, B+ or B (default auto: the strongest that works)
              --floor MODE             A, B+ or B: in a weaker mode it refuses to run programs (default B)
              --unsafe                 runs them all the same
              --toolchain PATH         a directory that boxes see at the same path, PATH/bin first in their PATH; repeatable
              --slot-uid-base UID      slot N runs programs under this uid plus N, and validators under this
                                       plus the number of slots plus N (default 60000)
              --pin auto|off           auto: where there is a core for each slot, runs in a slot use its core only
                                       (default auto)
              --blob-bytes N           cache of test inputs (default 2147483648)
              --programs N             programs kept (default 1000)
              --program-bytes N        programs kept, bytes (default 2147483648)
              --program-age-seconds N  a program is forgotten when it was not used for so long (default 86400)
              --waiting N              requests that may wait for a slot (default 256)
              --wait-seconds N         how long one may wait (default 60)
              --drain-seconds N        how long a stop waits for what runs (default 30)
              --die-with-parent        stops at once when standard input ends
              --help                   prints this
            """;

    private static final int MAX_SLOTS = 1_000;
    private static final long GIB = 1L << 30;

    Options {
        toolchains = List.copyOf(toolchains);
    }

    /** @throws OptionsException with everything that is wrong */
    static Options parse(List<String> arguments) throws OptionsException {
        return read(new OptionWords(arguments));
    }

    private static Options read(OptionWords words) throws OptionsException {
        int cores = Math.min(MAX_SLOTS, Runtime.getRuntime().availableProcessors());
        boolean keyed = words.has("--key-file");
        Optional<String> key = words.value("--key-file").flatMap(words::key);
        Optional<SocketAddress> listen = words.required("--listen").flatMap(text -> words.address(text, keyed));
        Optional<Path> data = words.required("--data").flatMap(text -> words.path("--data", text));
        Optional<Path> box = words.required("--box").flatMap(text -> words.executable("--box", text));
        int slots = (int) words.number("--slots", 1, MAX_SLOTS, cores);
        String mode = mode(words);
        Mode floor = floor(words);
        boolean unsafe = words.flag("--unsafe");
        List<Path> toolchains = words.toolchains();
        int uidBase = (int) words.number("--slot-uid-base", 1, Integer.MAX_VALUE - 2 * MAX_SLOTS, 60_000);
        boolean pin = pin(words);
        long blobBytes = words.number("--blob-bytes", 1, Long.MAX_VALUE / 2, 2 * GIB);
        int programs = (int) words.number("--programs", 1, 1_000_000, 1_000);
        long programBytes = words.number("--program-bytes", 1, Long.MAX_VALUE / 2, 2 * GIB);
        Duration programAge = words.seconds("--program-age-seconds", 1, 86_400);
        int waiting = (int) words.number("--waiting", 0, 100_000, 256);
        Duration waitPatience = words.seconds("--wait-seconds", 1, 60);
        Duration drain = words.seconds("--drain-seconds", 0, 30);
        boolean dieWithParent = words.flag("--die-with-parent");
        words.end();
        return new Options(
                listen.orElseThrow(),
                key,
                slots,
                data.orElseThrow(),
                box.orElseThrow(),
                mode,
                floor,
                unsafe,
                toolchains,
                uidBase,
                pin,
                blobBytes,
                programs,
                programBytes,
                programAge,
                waiting,
                waitPatience,
                drain,
                dieWithParent);
    }

    private static String mode(OptionWords words) {
        String mode = words.value("--mode").orElse("auto");
        if (!mode.equals("auto") && Mode.named(mode).isEmpty()) {
            words.fault("--mode is '" + mode + "', allowed are auto, " + Mode.names());
        }
        return mode;
    }

    private static Mode floor(OptionWords words) {
        String floor = words.value("--floor").orElse(Mode.B.toString());
        Optional<Mode> mode = Mode.named(floor);
        if (mode.isEmpty()) {
            words.fault("--floor is '" + floor + "', allowed are " + Mode.names());
        }
        return mode.orElse(Mode.A);
    }

    private static boolean pin(OptionWords words) {
        String pin = words.value("--pin").orElse("auto");
        if (!pin.equals("auto") && !pin.equals("off")) {
            words.fault("--pin is '" + pin + "', allowed are auto and off");
        }
        return pin.equals("auto");
    }
}
