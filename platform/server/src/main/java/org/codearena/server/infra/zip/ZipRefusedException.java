package org.codearena.server.infra.zip;

import java.util.List;

/** This is no zip that we take; carries everything that was found, each in words for whoever sent it. */
public final class ZipRefusedException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient List<String> findings;

    ZipRefusedException(String finding) {
        this(List.of(finding));
    }

    ZipRefusedException(List<String> findings) {
        super(String.join("; ", findings));
        this.findings = List.copyOf(findings);
    }

    public List<String> findings() {
        return findings;
    }
}
