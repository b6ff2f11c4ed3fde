package org.codearena.plugin.kit;

/**
 * What became of one case.
 *
 * @param compileMs wall time of the compile step, 0 where there was none
 * @param runMs wall time of the run, 0 where nothing ran
 * @param said all that the compile step or the program said of a failure; may be long
 */
public record CaseResult(
        String language,
        String name,
        String expected,
        String seen,
        boolean agrees,
        long compileMs,
        long runMs,
        String said) {
    /** Of something that is looked at and not carried out. */
    public static CaseResult ofInspection(String language, String name, String expected, String seen, boolean agrees) {
        return new CaseResult(language, name, expected, seen, agrees, 0, 0, "");
    }

    /** Of a program that was compiled or run, or both. */
    static CaseResult of(String language, String name, Expected expected, End end, long compileMs, long runMs) {
        return new CaseResult(
                language,
                name,
                expected.words(),
                Words.of(end),
                expected.isMetBy(end),
                compileMs,
                runMs,
                Words.said(end));
    }

    @Override
    public String toString() {
        return language + ": " + name + ": expected: " + expected + "; seen: " + seen;
    }
}
