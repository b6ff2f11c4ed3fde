package org.codearena.server.judge;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.codearena.contract.Plan;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The name of a plan: equal plans have equal names, in every process and at all times. */
final class PlanHash {
    /** Canonical: names in the order of the alphabet, no white space, bytes as Base64. */
    private static final JsonMapper CANONICAL = JsonMapper.builder()
            .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .disable(MapperFeature.SORT_CREATOR_PROPERTIES_FIRST)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private PlanHash() {}

    static byte[] canonical(Plan plan) {
        return CANONICAL.writeValueAsBytes(plan);
    }

    static String of(Plan plan) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(canonical(plan));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing);
        }
    }
}
