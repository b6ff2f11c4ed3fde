package org.codearena.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A plugin as its author makes it: written, built by Maven, put to the test, and broken. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PluginCommandIT {
    private static final long BOUND_SECONDS = 300;
    private static final String JAVA_HOME = System.getProperty("java.home");

    private final Path directory;

    PluginCommandIT(@TempDir Path directory) {
        this.directory = directory;
    }

    private record Ended(int code, String said) {}

    @BeforeAll
    void aNewPluginIsWrittenAndBuilt() throws Exception {
        Ended written = codearena("plugin", "new", "my-lua", "--language", "lua");
        assertEquals(0, written.code, written.said);
        Ended built = run(directory.resolve("my-lua"), "mvn", "-B", "-q", "-o", "package");
        assertEquals(0, built.code, built.said);
    }

    @Test
    void aNewPluginConforms() throws Exception {
        Ended verified = codearena("plugin", "verify", jar().toString());
        assertEquals(0, verified.code, verified.said);
        assertTrue(verified.said.contains("(lua)"), verified.said);
        assertTrue(verified.said.lines().anyMatch(line -> line.matches("ok +deep-recursion .*")), verified.said);
        assertTrue(verified.said.lines().toList().getLast().matches("(\\d+) of \\1 cases agree"), verified.said);
    }

    @Test
    void whatIsWrongWithAPluginIsTold() throws Exception {
        Path broken = Files.copy(jar(), directory.resolve("broken.jar"));
        replace(broken, "programs/hello.pl", "print 'good bye';\n");
        replace(broken, "programs/add.pl", "die 'no idea how to add';\n");
        Ended verified = codearena("plugin", "verify", broken.toString());
        assertEquals(1, verified.code, verified.said);
        assertTrue(verified.said.lines().anyMatch(line -> line.matches("FAIL +hello .*")), verified.said);
        String mend = verified.said.substring(verified.said.indexOf("To mend:"));
        assertTrue(mend.contains("expected: prints \"Hello, wörld! 你好\""), mend);
        assertTrue(mend.contains("| no idea how to add at main.pl line 1."), mend);
    }

    @Test
    void aJarThatIsNoPluginIsToldWhatItLacks() throws Exception {
        Path empty = directory.resolve("empty.jar");
        try (FileSystem jar = FileSystems.newFileSystem(empty, Map.of("create", "true"))) {
            Files.writeString(jar.getPath("/a.txt"), "a");
        }
        Ended verified = codearena("plugin", "verify", empty.toString());
        assertEquals(1, verified.code, verified.said);
        assertTrue(verified.said.contains("its manifest must name Plugin-Id"), verified.said);
    }

    @Test
    void aFileThatIsNotThereIsNamed() throws Exception {
        Ended verified = codearena("plugin", "verify", "no-such.jar");
        assertEquals(1, verified.code, verified.said);
        assertTrue(verified.said.contains("no-such.jar is not a jar file"), verified.said);
    }

    private Path jar() {
        return directory.resolve("my-lua/target/my-lua-1.0.0.jar");
    }

    private static void replace(Path jar, String program, String text) throws IOException {
        try (FileSystem inside = FileSystems.newFileSystem(jar)) {
            Files.writeString(inside.getPath("/org/example/lua", program), text);
        }
    }

    private Ended codearena(String... words) throws IOException, InterruptedException {
        String app = System.getProperty("codearena.app");
        List<String> line = new ArrayList<>(List.of(
                Path.of(JAVA_HOME, "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dstdout.encoding=UTF-8",
                "-Dcodearena.app=" + app,
                "-cp",
                app + "/lib/*",
                Main.class.getName()));
        line.addAll(List.of(words));
        return run(directory, line.toArray(String[]::new));
    }

    private Ended run(Path where, String... line) throws IOException, InterruptedException {
        Path said = Files.createTempFile(directory, "said", ".txt");
        ProcessBuilder builder = new ProcessBuilder(line)
                .directory(where.toFile())
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(said.toFile());
        builder.environment().put("JAVA_HOME", JAVA_HOME);
        Process process = builder.start();
        assertTrue(process.waitFor(BOUND_SECONDS, TimeUnit.SECONDS), String.join(" ", line));
        return new Ended(process.exitValue(), Files.readString(said, StandardCharsets.UTF_8));
    }
}
