package org.codearena.server.problem.format;

import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong, so that an author hears of everything at once. Not thread-safe. */
final class Findings {
    /** A package of ten thousand broken files deserves no answer of ten thousand lines. */
    private static final int MOST = 200;

    private final List<Finding> findings = new ArrayList<>();
    private int errors;

    void error(String path, String text) {
        errors++;
        add(new Finding(Finding.Level.ERROR, path, text));
    }

    void warning(String path, String text) {
        add(new Finding(Finding.Level.WARNING, path, text));
    }

    void note(String path, String text) {
        add(new Finding(Finding.Level.NOTE, path, text));
    }

    private void add(Finding finding) {
        if (findings.size() < MOST && !findings.contains(finding)) {
            findings.add(finding);
        }
    }

    List<Finding> all() {
        return List.copyOf(findings);
    }

    void throwIfErrors() throws PackageRefusedException {
        if (errors > 0) {
            throw new PackageRefusedException(all());
        }
    }
}
