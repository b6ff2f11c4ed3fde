package org.codearena.server.execution.job;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.codearena.server.execution.RunnerLender;
import org.codearena.server.infra.kubernetes.TestApi;

/**
 * Jobs on this machine: each starts the runner's own program, with the options that the template gives its container, but for where things
 * lie here.
 */
public final class RealRunner implements AutoCloseable {
    private static final Path RUNNER = Path.of(System.getProperty("codearena.runner"));

    private final TestApi api = new TestApi(TestNode.NAMESPACE);
    private final Path directory;
    private final JobsConfig config;
    private final TestNode node;
    private final JobLender lender;

    /** @param directory for what runners keep */
    public RealRunner(Path directory, int atOnce) throws IOException {
        this.directory = directory;
        JobsConfig usual = JobsConfig.defaults(TestNode.NAMESPACE, "", "latest");
        this.config = new JobsConfig(
                usual.namespace(),
                usual.instance(),
                freePort(),
                usual.images(),
                usual.sizes(),
                usual.hardening(),
                usual.placement(),
                usual.patience(),
                Optional.empty());
        this.node = new TestNode(api, this::start);
        this.lender = new JobLender(
                config,
                new JobLender.Lending("judge", atOnce, Optional.empty()),
                api.client(),
                new SimpleMeterRegistry(),
                InstantSource.system());
    }

    private static int freePort() throws IOException {
        try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return any.getLocalPort();
        }
    }

    public RunnerLender lender() {
        return lender;
    }

    public TestNode node() {
        return node;
    }

    public int port() {
        return config.port();
    }

    /** Where the key of the runner at this address lies. */
    public Path keyOf(String address) {
        return directory.resolve(address).resolve("key");
    }

    private AutoCloseable start(String address, String key) throws IOException {
        Path home = Files.createDirectories(directory.resolve(address));
        Path keyFile = Files.writeString(home.resolve("key"), key);
        Files.setPosixFilePermissions(keyFile, PosixFilePermissions.fromString("rw-------"));
        String classes = RUNNER.resolve("codearena-runner.jar") + File.pathSeparator + RUNNER.resolve("lib") + "/*";
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                classes,
                "org.codearena.runner.Main"));
        command.addAll(options(address, home));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("LC_ALL", "C.UTF-8");
        Process process = builder.redirectOutput(home.resolve("out").toFile())
                .redirectError(home.resolve("log").toFile())
                .start();
        return () -> {
            process.destroyForcibly();
            process.waitFor();
        };
    }

    /** Those of the container, and that the runner ends with this process. */
    private List<String> options(String address, Path home) {
        List<String> templated = JobTemplate.load(config)
                .job("name", "judge", "fake")
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .getFirst()
                .getArgs()
                .stream()
                .map(word -> here(word, address, home))
                .toList();
        return Stream.concat(
                        templated.stream(),
                        Stream.of("--die-with-parent", "--slot-uid-base", String.valueOf(61_000 + uids(address))))
                .toList();
    }

    private String here(String word, String address, Path home) {
        return switch (word) {
            case "/etc/codearena/key" -> home.resolve("key").toString();
            case "/var/lib/codearena/runner" -> home.resolve("data").toString();
            case "/opt/codearena/bin/box" ->
                RUNNER.resolveSibling("box").resolve("target/box").toString();
            default -> word.equals("tcp:0.0.0.0:" + config.port()) ? "tcp:" + address + ":" + config.port() : word;
        };
    }

    /** Runners on one machine need users of their own. */
    private static int uids(String address) {
        return 10 * Integer.parseInt(address.substring(address.lastIndexOf('.') + 1));
    }

    /** Everything that runners have said to their logs, for the words of a failure. */
    public String logs() {
        try (Stream<Path> files = Files.walk(directory, 2)) {
            StringBuilder all = new StringBuilder();
            for (Path log : files.filter(file -> file.endsWith("log")).toList()) {
                all.append(Files.readString(log));
            }
            return all.toString();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Override
    public void close() {
        lender.close();
        node.close();
        api.close();
    }
}
