package org.codearena.lang.java;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.codearena.contract.SourceFile;
import org.codearena.plugin.PlanRequest;
import org.codearena.plugin.SourcesRefusedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An archive that does not fit costs time, and nothing else: not a word of it may come between the program's own. */
final class UnfitArchiveTest {
    private final Path directory;

    UnfitArchiveTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void aMissingArchiveIsPassedOverWithoutAWord() throws Exception {
        assertGreets();
    }

    @Test
    void anEmptyArchiveIsPassedOverWithoutAWord() throws Exception {
        Files.createFile(directory.resolve("run.jsa"));
        assertGreets();
    }

    @Test
    void anArchiveOfSomethingElseIsPassedOverWithoutAWord() throws Exception {
        Files.writeString(directory.resolve("run.jsa"), "something else\n".repeat(10_000));
        assertGreets();
    }

    @Test
    void theArchiveOfAnotherJdkIsPassedOverWithoutAWord() throws Exception {
        byte[] archive = Files.readAllBytes(Path.of(System.getProperty("java.home"), "lib/server/classes.jsa"));
        // The version of the virtual machine is text in the header.
        for (int i = 0; i < 1_000; i++) {
            archive[i] = archive[i] >= '0' && archive[i] <= '9' ? (byte) '9' : archive[i];
        }
        Files.write(directory.resolve("run.jsa"), archive);
        assertGreets();
    }

    private void assertGreets() throws IOException, InterruptedException, SourcesRefusedException, URISyntaxException {
        Files.writeString(directory.resolve("main.args"), Greeter.class.getName());
        Path output = directory.resolve("output");
        Process process = new ProcessBuilder(command())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        assertEquals("hi\n", Files.readString(output));
        assertEquals(0, process.exitValue());
    }

    /** The plan's run step with the directories of a box replaced by ours. */
    private List<String> command() throws SourcesRefusedException, URISyntaxException {
        String classes = Path.of(Greeter.class.getResource("/").toURI()).toString();
        String java = Path.of(System.getProperty("java.home"), "bin/java").toString();
        PlanRequest request = new PlanRequest(List.of(SourceFile.of("Main.java", "")), Optional.empty(), 64 << 20);
        return new Java()
                .plan(request).run().command().stream()
                        .map(part -> part.equals("java") ? java : part)
                        .map(part -> part.equals("/box") ? classes : part)
                        .map(part -> part.replace("@/box/", "@" + directory + "/"))
                        .map(part -> part.replace("/prepared/java/", directory + "/"))
                        .toList();
    }
}
