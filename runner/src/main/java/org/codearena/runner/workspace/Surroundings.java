package org.codearena.runner.workspace;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The environment of the programs in terminals: all of it, nothing comes from the runner's own. */
final class Surroundings {
    private static final int PROMPT_NAME = 24;

    private final Map<String, String> own;
    private final String prompt;
    private final List<Path> toolchains;

    /**
     * @param own variables of the session, which replace others
     * @param name of the project
     */
    Surroundings(Map<String, String> own, String name, List<Path> toolchains) {
        this.own = own;
        this.prompt = prompt(name);
        this.toolchains = toolchains;
    }

    /** @param port where a server is to listen */
    Map<String, String> of(int port) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("HOME", "/home/coder");
        all.put("USER", "coder");
        all.put("LOGNAME", "coder");
        all.put("SHELL", "/bin/bash");
        all.put("LANG", "C.UTF-8");
        all.put("TERM", "xterm-256color");
        all.put("COLORTERM", "truecolor");
        all.put("PATH", path());
        all.put("PORT", Integer.toString(port));
        all.put("PROMPT_COMMAND", promptCommand());
        all.putAll(own);
        return all;
    }

    private String path() {
        Stream<String> first =
                toolchains.stream().map(toolchain -> toolchain.resolve("bin").toString());
        Stream<String> system = Stream.of("/home/coder/.local/bin", "/usr/local/bin", "/usr/bin", "/bin");
        return Stream.concat(first, system).collect(Collectors.joining(":"));
    }

    /**
     * The system's own start-up file sets a prompt, whatever the environment says; this replaces it, once, before the first
     * prompt, where it is still that one.
     */
    private String promptCommand() {
        return "case $PS1 in *\\\\u@\\\\h*|*\\\\s-*) PS1='" + prompt + "';; esac; unset PROMPT_COMMAND";
    }

    /** A prompt is expanded by the shell, so of the name only what cannot be taken for anything else is left. */
    private static String prompt(String name) {
        String plain = name.replaceAll("[^\\p{L}\\p{N}._-]+", "-");
        String brief = plain.length() > PROMPT_NAME ? plain.substring(0, PROMPT_NAME) : plain;
        return "\\[\\e[1;36m\\]" + (brief.isEmpty() ? "workspace" : brief)
                + "\\[\\e[0m\\] \\[\\e[34m\\]\\W\\[\\e[0m\\] \\$ ";
    }
}
