package org.codearena.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

final class CommandsTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @ValueSource(strings = {"up", "down", "status", "roll", "verify", "import", "replay", "plugin"})
    void everyCommandExplainsItself(String command) {
        assertEquals(0, commands().execute(command, "--help"));
        assertTrue(out.toString().startsWith("Usage: codearena " + command), out.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"new", "verify"})
    void soDoesEveryCommandForPlugins(String command) {
        assertEquals(0, commands().execute("plugin", command, "--help"));
        assertTrue(out.toString().startsWith("Usage: codearena plugin " + command), out.toString());
    }

    @Test
    void anUnknownOptionIsNamed() {
        assertEquals(2, commands().execute("up", "--prot", "1"));
        assertTrue(err.toString().contains("--prot"), err.toString());
    }

    @Test
    void aPortThatIsNoNumberIsNamed() {
        assertEquals(2, commands().execute("up", "--port", "http"));
        assertTrue(err.toString().contains("http"), err.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"--servers", "--judges"})
    void soManyReplicasAreNotAllowed(String option) {
        assertThrows(FailureException.class, () -> new Replicas(17, 1));
        assertEquals(1, commands().execute("up", "--port", "0", "--data", "/tmp/none-of-ours", option, "17"));
        assertEquals(1, commands().execute("up", "--port", "0", "--data", "/tmp/none-of-ours", option, "0"));
    }

    private CommandLine commands() {
        return Main.commands(PlainServer::start)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true));
    }
}
