package org.codearena.plugin.kit;

/**
 * What became of one case.
 *
 * @param compileMs wall time of the compile step, 0 where there was none
 * @param runMs wall time of the run, 0 where nothing ran
 */
public record CaseResult(
        String language, String name, String expected, String seen, boolean agrees, long compileMs, long runMs) {
    @Override
    public String toString() {
        return language + ": " + name + ": expected: " + expected + "; seen: " + seen;
    }
}
