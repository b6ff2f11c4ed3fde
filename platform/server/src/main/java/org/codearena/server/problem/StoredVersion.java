package org.codearena.server.problem;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one version of a problem is judged by and shown as.
 *
 * @param packageHash of all files of the package that it came from
 * @param codeBytes all source files of a submission together
 * @param statements by language code
 * @param files what is served with the problem, by the name that statements use
 * @param rules how it is judged, beyond tests and limits
 */
public record StoredVersion(
        String packageHash,
        long timeMs,
        long memoryBytes,
        long outputBytes,
        long codeBytes,
        Map<String, Statement> statements,
        Map<String, File> files,
        List<StoredTest> tests,
        JudgingRules rules) {

    /**
     * A statement in one language.
     *
     * @param pdf the name of the file that it is, where it is one; the HTML then only links to it
     */
    public record Statement(
            String title, String html, @Nullable String pdf) {}

    /**
     * A file that is served with the problem.
     *
     * @param sha256 its name in the object store
     * @param download it is offered for download, never shown
     */
    public record File(String sha256, String mediaType, long bytes, boolean download) {}

    public StoredVersion {
        statements = Map.copyOf(statements);
        files = Map.copyOf(files);
        tests = List.copyOf(tests);
    }

    StoredVersion withTimeMs(long limit) {
        return new StoredVersion(
                packageHash, limit, memoryBytes, outputBytes, codeBytes, statements, files, tests, rules);
    }
}
