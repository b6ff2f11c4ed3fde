package org.codearena.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Looks at the configuration of a server that is not started. */
public final class ConfigCheck {
    private ConfigCheck() {}

    /**
     * A sentence for each thing that is wrong with the environment of a server, and for each variable that looks like one of ours and
     * is none; empty when a server would start on it. Files that it names are read.
     */
    public static List<String> faults(Map<String, String> environment) {
        List<String> faults = new ArrayList<>();
        new Variables(environment).unknown().forEach(name -> faults.add(name + " is not known: is it misspelt?"));
        try {
            ConfigReader.read(environment);
        } catch (ConfigException wrong) {
            faults.addAll(wrong.faults());
        } catch (IllegalArgumentException wrong) {
            faults.add(String.valueOf(wrong.getMessage()));
        }
        return faults;
    }
}
