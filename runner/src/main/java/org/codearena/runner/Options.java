package org.codearena.runner;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.codearena.runner.box.Mode;

/**
 * What the command line says, checked as a whole. Read by hand rather than with a library: the runner starts beside
 * untrusted code and in a moment, so it carries as little as it can.
 *
 * @param mode a mode of the sandbox, or {@code auto}
 * @param pin whether runs are bound to cores
 * @param waiting requests that may wait for a slot
 * @param dieWithParent whether to stop when standard input ends
 */
record Options(
        SocketAddress listen,
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

            Runs programs in a sandbox, for a client on the same machine. Prints one line when it is ready.

              --listen ADDRESS         unix:PATH, a socket in a directory that only we may enter, made if missing;
                                       or tcp:HOST:PORT, loopback only, port 0 for any free one
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
    private static final int MAX_SOCKET_PATH_BYTES = 107;
    private static final long GIB = 1L << 30;

    Options {
        toolchains = List.copyOf(toolchains);
    }

    /** @throws OptionsException with everything that is wrong */
    static Options parse(List<String> arguments) throws OptionsException {
        return new Parser(arguments).options();
    }

    /** Takes options off the command line one by one; what is left at the end is unknown. */
    private static final class Parser {
        private final List<String> rest;
        private final List<String> faults = new ArrayList<>();

        Parser(List<String> arguments) {
            rest = new ArrayList<>(arguments);
        }

        Options options() throws OptionsException {
            int cores = Math.min(MAX_SLOTS, Runtime.getRuntime().availableProcessors());
            Optional<SocketAddress> listen = required("--listen").flatMap(this::address);
            Optional<Path> data = required("--data").flatMap(text -> path("--data", text));
            Optional<Path> box = required("--box").flatMap(this::executable);
            int slots = (int) number("--slots", 1, MAX_SLOTS, cores);
            String mode = mode();
            Mode floor = floor();
            boolean unsafe = flag("--unsafe");
            List<Path> toolchains = toolchains();
            int uidBase = (int) number("--slot-uid-base", 1, Integer.MAX_VALUE - 2 * MAX_SLOTS, 60_000);
            boolean pin = pin();
            long blobBytes = number("--blob-bytes", 1, Long.MAX_VALUE / 2, 2 * GIB);
            int programs = (int) number("--programs", 1, 1_000_000, 1_000);
            long programBytes = number("--program-bytes", 1, Long.MAX_VALUE / 2, 2 * GIB);
            Duration programAge = seconds("--program-age-seconds", 1, 86_400);
            int waiting = (int) number("--waiting", 0, 100_000, 256);
            Duration waitPatience = seconds("--wait-seconds", 1, 60);
            Duration drain = seconds("--drain-seconds", 0, 30);
            boolean dieWithParent = flag("--die-with-parent");
            rest.forEach(word -> faults.add("unknown option '" + word + "', see --help for those known"));
            if (listen.isEmpty() || data.isEmpty() || box.isEmpty() || !faults.isEmpty()) {
                throw new OptionsException(faults);
            }
            return new Options(
                    listen.get(),
                    slots,
                    data.get(),
                    box.get(),
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

        private boolean flag(String name) {
            return rest.remove(name);
        }

        private Optional<String> value(String name) {
            int at = rest.indexOf(name);
            if (at < 0) {
                return Optional.empty();
            }
            rest.remove(at);
            if (at == rest.size()) {
                faults.add(name + " needs a value");
                return Optional.empty();
            }
            return Optional.of(rest.remove(at));
        }

        private Optional<String> required(String name) {
            boolean given = rest.contains(name);
            Optional<String> value = value(name);
            if (!given) {
                faults.add(name + " is missing");
            }
            return value;
        }

        private long number(String name, long least, long most, long usual) {
            Optional<String> text = value(name);
            if (text.isEmpty()) {
                return usual;
            }
            OptionalLong number = parse(text.get());
            if (number.isEmpty() || number.getAsLong() < least || number.getAsLong() > most) {
                faults.add(name + " is '" + text.get() + "', allowed are " + least + " to " + most);
                return usual;
            }
            return number.getAsLong();
        }

        private static OptionalLong parse(String text) {
            try {
                return OptionalLong.of(Long.parseLong(text));
            } catch (NumberFormatException e) {
                return OptionalLong.empty();
            }
        }

        private Duration seconds(String name, long least, long usual) {
            return Duration.ofSeconds(number(name, least, Integer.MAX_VALUE, usual));
        }

        private String mode() {
            String mode = value("--mode").orElse("auto");
            if (!mode.equals("auto") && Mode.named(mode).isEmpty()) {
                faults.add("--mode is '" + mode + "', allowed are auto, " + Mode.names());
            }
            return mode;
        }

        private Mode floor() {
            String floor = value("--floor").orElse(Mode.B.toString());
            Optional<Mode> mode = Mode.named(floor);
            if (mode.isEmpty()) {
                faults.add("--floor is '" + floor + "', allowed are " + Mode.names());
            }
            return mode.orElse(Mode.A);
        }

        private boolean pin() {
            String pin = value("--pin").orElse("auto");
            if (!pin.equals("auto") && !pin.equals("off")) {
                faults.add("--pin is '" + pin + "', allowed are auto and off");
            }
            return pin.equals("auto");
        }

        private List<Path> toolchains() {
            List<Path> toolchains = new ArrayList<>();
            while (rest.contains("--toolchain")) {
                value("--toolchain").flatMap(text -> path("--toolchain", text)).ifPresent(path -> {
                    if (!Files.isDirectory(path)) {
                        faults.add("--toolchain '" + path + "' is not a directory");
                    }
                    toolchains.add(path);
                });
            }
            return toolchains;
        }

        private Optional<Path> path(String name, String text) {
            try {
                return Optional.of(Path.of(text).toAbsolutePath().normalize());
            } catch (InvalidPathException e) {
                faults.add(name + " is '" + text + "', which is no path: " + e.getReason());
                return Optional.empty();
            }
        }

        private Optional<Path> executable(String text) {
            Optional<Path> path = path("--box", text);
            if (path.isPresent() && !(Files.isRegularFile(path.get()) && Files.isExecutable(path.get()))) {
                faults.add("--box '" + path.get() + "' is not an executable file");
            }
            return path;
        }

        private Optional<SocketAddress> address(String text) {
            if (text.startsWith("unix:")) {
                return path("--listen", text.substring("unix:".length())).flatMap(this::unixAddress);
            }
            int colon = text.lastIndexOf(':');
            if (text.startsWith("tcp:") && colon > "tcp:".length()) {
                return tcpAddress(text, text.substring("tcp:".length(), colon), text.substring(colon + 1));
            }
            faults.add("--listen is '" + text + "', allowed are unix:PATH and tcp:HOST:PORT");
            return Optional.empty();
        }

        private Optional<SocketAddress> unixAddress(Path path) {
            int bytes = path.toString().getBytes(StandardCharsets.UTF_8).length;
            if (bytes > MAX_SOCKET_PATH_BYTES) {
                faults.add("--listen has a path of " + bytes + " bytes, the system allows " + MAX_SOCKET_PATH_BYTES);
                return Optional.empty();
            }
            return Optional.of(UnixDomainSocketAddress.of(path));
        }

        private Optional<SocketAddress> tcpAddress(String text, String host, String portText) {
            OptionalLong port = parse(portText);
            if (port.isEmpty() || port.getAsLong() < 0 || port.getAsLong() > 65_535) {
                faults.add("--listen is '" + text + "', allowed are ports 0 to 65535");
                return Optional.empty();
            }
            try {
                InetAddress address = InetAddress.getByName(host);
                if (!address.isLoopbackAddress()) {
                    faults.add("--listen is '" + text
                            + "', allowed are loopback addresses: whoever connects runs programs");
                    return Optional.empty();
                }
                return Optional.of(new InetSocketAddress(address, (int) port.getAsLong()));
            } catch (UnknownHostException e) {
                faults.add("--listen is '" + text + "', but the host '" + host + "' is unknown");
                return Optional.empty();
            }
        }
    }
}
