package org.codearena.server;

import java.util.List;

/** A configuration that is wrong, with everything that is wrong with it. Its words hold no secret. */
final class ConfigException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient List<String> faults;

    ConfigException(List<String> faults) {
        super(String.join("\n", faults));
        this.faults = List.copyOf(faults);
    }

    List<String> faults() {
        return faults;
    }
}
