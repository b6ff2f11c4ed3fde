package org.codearena.runner.workspace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SurroundingsTest {
    private static final String SYSTEMS = "${debian_chroot:+($debian_chroot)}\\u@\\h:\\w\\$ ";

    @Test
    void hasWhatProgramsExpectAndNothingOfTheRunners() {
        Map<String, String> environment = of("p", Map.of("GREETING", "hello")).of(3_000);
        assertEquals(
                Set.of(
                        "HOME",
                        "USER",
                        "LOGNAME",
                        "SHELL",
                        "LANG",
                        "TERM",
                        "COLORTERM",
                        "PATH",
                        "PORT",
                        "PROMPT_COMMAND",
                        "GREETING"),
                environment.keySet());
        assertEquals("/opt/tool/bin:/home/coder/.local/bin:/usr/local/bin:/usr/bin:/bin", environment.get("PATH"));
        assertEquals("3000", environment.get("PORT"));
    }

    @Test
    void theSessionsOwnVariablesWin() {
        assertEquals("fr", of("p", Map.of("LANG", "fr")).of(1).get("LANG"));
    }

    private static Surroundings of(String name, Map<String, String> own) {
        return new Surroundings(own, name, List.of(Path.of("/opt/tool")));
    }

    @ParameterizedTest
    @CsvSource({"my project, my-project", "a.b_c-1, a.b_c-1", "Größe, Größe", "'', workspace"})
    void thePromptNamesTheProject(String name, String shown) throws Exception {
        assertTrue(prompt(name, SYSTEMS).contains(']' + shown + "\\["), () -> "prompt of " + name);
    }

    @ParameterizedTest
    @CsvSource({"$(touch /tmp/x)", "`id`", "'\\u; id'", "\"a'b\"", "a;b", "'a\nb'", "'\u001b]0;x'"})
    void aNameIsNeverTakenForAnythingElse(String name) throws Exception {
        String prompt = prompt(name, SYSTEMS);
        assertFalse(
                prompt.substring(prompt.indexOf(']') + 1, prompt.indexOf("\\[\\e[0m"))
                        .matches(".*[$`;'\"\\\\\\p{Cntrl}].*"),
                prompt);
    }

    @Test
    void aPromptOfOnesOwnStays() throws Exception {
        assertEquals("mine> ", prompt("p", "mine> "));
    }

    /** What a shell makes of it. */
    private static String prompt(String name, String before) throws Exception {
        String command = of(name, Map.of()).of(1).get("PROMPT_COMMAND");
        ProcessBuilder builder = new ProcessBuilder(
                "/bin/bash", "-c", "PS1=$1; eval \"$2\"; printf %s \"$PS1\"", "bash", before, String.valueOf(command));
        builder.environment().put("LC_ALL", "C.UTF-8");
        Process shell = builder.start();
        String prompt = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, shell.waitFor());
        return prompt;
    }
}
