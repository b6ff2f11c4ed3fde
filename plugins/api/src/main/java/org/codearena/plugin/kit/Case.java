package org.codearena.plugin.kit;

import java.util.List;
import java.util.Optional;
import org.codearena.contract.Limits;
import org.codearena.contract.SourceFile;

/**
 * One program, what it is given, and how it must end.
 *
 * @param name says what is promised, for example {@code a class in a package is found}
 * @param limits what a problem would allow; the language's own allowances are added
 */
public record Case(
        String name,
        List<SourceFile> files,
        Optional<String> entryPoint,
        String input,
        Limits limits,
        Expected expected) {
    private static final int PATIENT_MS = 20_000;

    public Case {
        files = List.copyOf(files);
    }

    /** A program that must end well within the usual limits. */
    public static Case of(String name, SourceFile... files) {
        return of(name, List.of(files));
    }

    static Case of(String name, List<SourceFile> files) {
        Limits patient = Limits.DEFAULT.withCpuTimeMs(PATIENT_MS);
        return new Case(name, files, Optional.empty(), "", patient, new Expected.EndsWell());
    }

    public Case from(String entry) {
        return new Case(name, files, Optional.of(entry), input, limits, expected);
    }

    public Case given(String text) {
        return new Case(name, files, entryPoint, text, limits, expected);
    }

    public Case within(Limits others) {
        return new Case(name, files, entryPoint, input, others, expected);
    }

    public Case must(Expected end) {
        return new Case(name, files, entryPoint, input, limits, end);
    }

    public Case prints(String output) {
        return must(new Expected.Prints(output));
    }

    public Case failsToCompile(String mention) {
        return must(new Expected.CompileError(mention));
    }
}
