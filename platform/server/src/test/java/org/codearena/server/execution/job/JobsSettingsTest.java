package org.codearena.server.execution.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How Jobs are made, as a file says it. */
final class JobsSettingsTest {
    @TempDir
    private Path directory;

    private JobsConfig read(String yaml) throws IOException {
        Path file = Files.writeString(directory.resolve("jobs.yaml"), yaml);
        return JobsSettings.read(Optional.of(file), Optional.empty(), directory.resolve("none"));
    }

    @Test
    void whatIsLeftOutHasItsDefault() throws IOException {
        assertEquals(JobsConfig.defaults("judging", "", "latest"), read("namespace: judging"));
    }

    @Test
    void aPodKnowsItsOwnNamespace() throws IOException {
        Path own = Files.writeString(directory.resolve("namespace"), "arena\n");
        assertEquals(
                "arena",
                JobsSettings.read(Optional.empty(), Optional.empty(), own).namespace());
    }

    @Test
    void everythingCanBeSaid() throws IOException {
        JobsConfig config = read("""
                namespace: judging
                instance: arena
                port: 9000
                images: {prefix: registry/, tag: "1.0", pull-secrets: [credentials], languages: {java: codearena-java}}
                sizes: {cpu: "2", memory-bytes: 2Gi, disk-bytes: 8Gi}
                hardening: {privileged: true, runtime-class: kata, seccomp-profile: null}
                placement: {node-selector: {pool: judging}, tolerations: [{key: judging, operator: Exists}]}
                patience: {start: 5m, life: 1h, ttl: 30s}
                """);
        assertEquals("registry/codearena-java:1.0", config.images().of("java"));
        assertEquals("registry/codearena-all:1.0", config.images().of("python"));
        assertEquals(2L << 30, config.sizes().memoryBytes());
        assertEquals(Optional.empty(), config.hardening().seccompProfile());
        assertEquals(Map.of("pool", "judging"), config.placement().nodeSelector());
        assertEquals(
                Map.of("key", "judging", "operator", "Exists"),
                config.placement().tolerations().getFirst());
        assertEquals(Duration.ofMinutes(5), config.patience().start());
        // The template takes it.
        JobTemplate.load(config).job("name", "judge", "java");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{}|namespace is missing",
                "{namespace: judging, colour: green}|the key 'colour' is unknown",
                "{namespace: Judging}|'Judging' is no name of a namespace",
                "{namespace: judging, port: 80}|port is 80, allowed are 1024 to 65535",
                "{namespace: judging, patience: {start: 1h}}|must be less than life",
                "{namespace: judging, patience: {ttl: soon}}|allowed are times such as",
                "{namespace: judging, hardening: {uid: 0}}|uid 0 is one that a system may use",
                "{namespace: judging, sizes: {memory-bytes: 64Mi}}|a runner and a sandbox need",
            })
    void whatIsWrongIsSaid(String yaml, String said) {
        String message = String.valueOf(
                assertThrows(IllegalArgumentException.class, () -> read(yaml)).getMessage());
        assertTrue(message.contains(said), message);
    }
}
