package org.codearena.server.problem;

import java.util.Map;

/** What an empty editor starts with, by the languages that can be used now, in the order in which people see them. */
@FunctionalInterface
public interface StarterCode {
    Map<String, String> byLanguage();
}
