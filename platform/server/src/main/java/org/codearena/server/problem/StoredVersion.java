package org.codearena.server.problem;

import java.util.List;
import java.util.Map;

/**
 * What one version of a problem is judged by and shown as.
 *
 * @param statements HTML by language code
 * @param files names in the object store by the name that statements use
 */
public record StoredVersion(
        long timeMs,
        long memoryBytes,
        long outputBytes,
        Map<String, String> statements,
        Map<String, String> files,
        List<StoredTest> tests) {
    public StoredVersion {
        statements = Map.copyOf(statements);
        files = Map.copyOf(files);
        tests = List.copyOf(tests);
    }
}
