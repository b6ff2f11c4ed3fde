package org.codearena.server.problem.format;

import java.util.List;
import java.util.stream.Collectors;
import org.codearena.server.infra.zip.ZipRefusedException;

/** The package is not as it must be; carries everything that was found. */
public final class PackageRefusedException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient List<Finding> findings;

    PackageRefusedException(List<Finding> findings) {
        super(findings.stream()
                .filter(finding -> finding.level() == Finding.Level.ERROR)
                .map(Finding::toString)
                .collect(Collectors.joining("; ")));
        this.findings = List.copyOf(findings);
    }

    static PackageRefusedException of(ZipRefusedException refused) {
        return new PackageRefusedException(refused.findings().stream()
                .map(finding -> new Finding(Finding.Level.ERROR, "", finding))
                .toList());
    }

    static PackageRefusedException of(String path, String text) {
        return new PackageRefusedException(List.of(new Finding(Finding.Level.ERROR, path, text)));
    }

    /** Errors and warnings, in the order in which they were found. */
    public List<Finding> findings() {
        return findings;
    }
}
