package org.codearena.server.problem;

import java.util.List;
import java.util.Map;

/**
 * What an empty editor starts with, by the languages that can be used now, in the order in which people see them: those
 * that packages call by one of these codes, or all of them where there is none.
 */
@FunctionalInterface
public interface StarterCode {
    Map<String, String> byLanguage(List<String> packageCodes);
}
