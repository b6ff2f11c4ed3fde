package org.codearena.loadtest.load.plan;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What was measured, and is taken to hold elsewhere: the file {@code measured.json}.
 *
 * @param about where, when and how it was measured
 * @param mix which languages came how often, where nobody says otherwise
 * @param languages how long a slot is busy with one submission of each, all slots of the machine being busy
 */
record Measured(
        String about,
        Map<String, Double> mix,
        Map<String, ServiceTime> languages,
        PerSubmission perSubmission,
        PerProcess perProcess,
        PerSlot perSlot) {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    /**
     * What one submission costs besides its slot.
     *
     * @param serverCpuMs CPU time of the roles api and ops, the pages included that people read meanwhile
     * @param databaseBytes tables and indexes, once it is judged
     * @param objectBytes in the object store
     * @param messages that go through the broker
     * @param messageBytes of each, as the broker keeps it
     * @param commits of the database
     */
    record PerSubmission(
            double serverCpuMs,
            double databaseBytes,
            double objectBytes,
            double messages,
            double messageBytes,
            double commits) {}

    /**
     * Connections that one process opens at most.
     *
     * @param database the pool, and one that listens for notices
     * @param brokerOfOps of one with the role ops
     * @param brokerOfJudge of one with the role judge
     * @param cache the pool, and one that listens to channels
     */
    record PerProcess(int database, int brokerOfOps, int brokerOfJudge, int cache, int memoryMib) {}

    /** @param memoryMib what a program may use, and its launcher and runner */
    record PerSlot(int memoryMib) {}

    Measured {
        mix = Map.copyOf(mix);
        languages = Map.copyOf(languages);
    }

    /** What is shipped. */
    static Measured shipped() {
        try (InputStream file = Objects.requireNonNull(Measured.class.getResourceAsStream("measured.json"))) {
            return read("the shipped measured.json", file.readAllBytes());
        } catch (IOException unreadable) {
            throw new PlanException("cannot read the shipped measured.json", unreadable);
        }
    }

    static Measured of(Path file) throws IOException {
        return read(file.toString(), Files.readAllBytes(file));
    }

    private static Measured read(String where, byte[] json) {
        try {
            return JSON.readValue(json, Measured.class);
        } catch (JacksonException wrong) {
            String reason = because(wrong);
            throw new PlanException(where + " is not what 'load plan' writes with --save-measured: " + reason, wrong);
        }
    }

    private static String because(JacksonException wrong) {
        @Nullable Throwable cause = wrong.getCause();
        return cause instanceof PlanException own ? String.valueOf(own.getMessage()) : wrong.getOriginalMessage();
    }

    void write(Path file) throws IOException {
        Files.write(file, JSON.writeValueAsBytes(this));
    }

    /** With these service times in place of those of the same languages; the mix is how often these were seen. */
    Measured with(String where, Map<String, ServiceTime> seen, Map<String, Double> seenMix) {
        Map<String, ServiceTime> all = new TreeMap<>(languages);
        all.putAll(seen);
        return new Measured(where, seenMix, all, perSubmission, perProcess, perSlot);
    }

    ServiceTime service(String language) {
        ServiceTime service = languages.get(language);
        if (service == null) {
            throw new PlanException("the service time of '" + language + "' is not known, known are "
                    + String.join(", ", new TreeMap<>(languages).keySet())
                    + "; measure it with --target, or add it to a file of your own for --measured");
        }
        return service;
    }
}
