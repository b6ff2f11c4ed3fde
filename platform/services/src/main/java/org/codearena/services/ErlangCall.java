package org.codearena.services;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Runs Erlang inside a node, by the small program that Erlang brings for it: a few milliseconds, no second node. */
final class ErlangCall {
    private static final int WITHIN_SECONDS = 20;

    private ErlangCall() {}

    /**
     * Evaluates expressions of which the last one gives {@code ok}.
     *
     * @param home the directory with the node's cookie
     */
    static void evaluate(int distributionPort, Path home, String expressions) {
        var builder = new ProcessBuilder(
                        Programs.need("erl_call", "erlang-base").toString(),
                        "-address",
                        "localhost:" + distributionPort,
                        "-timeout",
                        Integer.toString(WITHIN_SECONDS),
                        "-e")
                .redirectErrorStream(true);
        builder.environment().put("HOME", home.toString());
        try {
            Process process = builder.start();
            try (var in = process.getOutputStream()) {
                in.write(expressions.getBytes(StandardCharsets.UTF_8));
            }
            String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (!process.waitFor(WITHIN_SECONDS, TimeUnit.SECONDS) || !answer.equals("{ok, ok}")) {
                throw new ServiceException("RabbitMQ did not do what it was told: " + answer);
            }
        } catch (IOException failed) {
            throw new ServiceException("cannot talk to RabbitMQ by erl_call: " + failed.getMessage(), failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new ServiceException("interrupted while RabbitMQ was told something", interrupted);
        }
    }
}
