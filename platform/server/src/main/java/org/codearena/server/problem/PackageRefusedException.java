package org.codearena.server.problem;

import java.util.List;

public final class PackageRefusedException extends Exception {
    private static final long serialVersionUID = 1;
    private final transient List<String> findings;

    public PackageRefusedException(List<String> findings) {
        super(String.join("; ", findings));
        this.findings = findings;
    }

    public List<String> findings() {
        return findings;
    }
}
