package org.codearena.runner;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * Takes options off a command line one by one, and gathers everything that is wrong with them; what is left at the end is
 * unknown.
 */
final class OptionWords {
    private static final int MAX_SOCKET_PATH_BYTES = 107;

    /** Written by its owner at most, read by its group, nothing for others. */
    private static final Pattern GIVEN_KEY = Pattern.compile("r[w-]-[r-]-----");

    private final List<String> rest;
    private final List<String> faults = new ArrayList<>();

    OptionWords(List<String> arguments) {
        rest = new ArrayList<>(arguments);
    }

    void fault(String fault) {
        faults.add(fault);
    }

    /** @throws OptionsException with everything that is wrong, if anything is */
    void end() throws OptionsException {
        rest.forEach(word -> faults.add("unknown option '" + word + "', see --help for those known"));
        if (!faults.isEmpty()) {
            throw new OptionsException(faults);
        }
    }

    boolean flag(String name) {
        return rest.remove(name);
    }

    boolean has(String name) {
        return rest.contains(name);
    }

    Optional<String> value(String name) {
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

    Optional<String> required(String name) {
        boolean given = has(name);
        Optional<String> value = value(name);
        if (!given) {
            faults.add(name + " is missing");
        }
        return value;
    }

    long number(String name, long least, long most, long usual) {
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

    Duration seconds(String name, long least, long usual) {
        return Duration.ofSeconds(number(name, least, Integer.MAX_VALUE, usual));
    }

    List<Path> toolchains() {
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

    Optional<Path> path(String name, String text) {
        try {
            return Optional.of(Path.of(text).toAbsolutePath().normalize());
        } catch (InvalidPathException e) {
            faults.add(name + " is '" + text + "', which is no path: " + e.getReason());
            return Optional.empty();
        }
    }

    Optional<Path> executable(String name, String text) {
        Optional<Path> path = path(name, text);
        if (path.isPresent() && !(Files.isRegularFile(path.get()) && Files.isExecutable(path.get()))) {
            faults.add(name + " '" + path.get() + "' is not an executable file");
        }
        return path;
    }

    /**
     * Who can read the key is the server: so nobody may but who has to. Of our own file that is its owner; a file that another has given
     * us, as a cluster mounts a secret, we read as its group.
     */
    Optional<String> key(String text) {
        Optional<Path> path = path("--key-file", text);
        if (path.isEmpty()) {
            return Optional.empty();
        }
        try {
            String mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(path.get()));
            boolean own = Objects.equals(owner(path.get()), owner(Path.of("/proc/self")));
            if (!(own ? mode.endsWith("------") : GIVEN_KEY.matcher(mode).matches())) {
                faults.add("--key-file '" + path.get() + "' has the mode " + mode + ", allowed is "
                        + (own ? "rw-------" : "r--r-----, as it is another user's"));
                return Optional.empty();
            }
            String key = Files.readString(path.get(), StandardCharsets.US_ASCII).strip();
            if (!key.matches("[0-9a-fA-F]{64}")) {
                faults.add("--key-file '" + path.get() + "' holds no 64 hexadecimal digits");
                return Optional.empty();
            }
            return Optional.of(key);
        } catch (IOException e) {
            faults.add("--key-file '" + path.get() + "' cannot be read: " + e.getMessage());
            return Optional.empty();
        }
    }

    private static Object owner(Path path) throws IOException {
        return Files.getAttribute(path, "unix:uid");
    }

    /** @param anywhere whether an address of TCP need not be loopback */
    Optional<SocketAddress> address(String text, boolean anywhere) {
        if (text.startsWith("unix:")) {
            return path("--listen", text.substring("unix:".length())).flatMap(this::unixAddress);
        }
        int colon = text.lastIndexOf(':');
        if (text.startsWith("tcp:") && colon > "tcp:".length()) {
            return tcpAddress(text, text.substring("tcp:".length(), colon), text.substring(colon + 1), anywhere);
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

    private Optional<SocketAddress> tcpAddress(String text, String host, String portText, boolean anywhere) {
        OptionalLong port = parse(portText);
        if (port.isEmpty() || port.getAsLong() < 0 || port.getAsLong() > 65_535) {
            faults.add("--listen is '" + text + "', allowed are ports 0 to 65535");
            return Optional.empty();
        }
        try {
            InetAddress address = InetAddress.getByName(host);
            if (!anywhere && !address.isLoopbackAddress()) {
                faults.add(
                        "--listen is '" + text
                                + "', allowed are loopback addresses: whoever connects runs programs, unless --key-file says who may");
                return Optional.empty();
            }
            return Optional.of(new InetSocketAddress(address, (int) port.getAsLong()));
        } catch (UnknownHostException e) {
            faults.add("--listen is '" + text + "', but the host '" + host + "' is unknown");
            return Optional.empty();
        }
    }
}
