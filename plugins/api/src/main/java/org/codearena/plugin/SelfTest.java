package org.codearena.plugin;

import java.util.List;
import org.codearena.contract.SourceFile;

/** A program that, given {@code input}, must print exactly {@code output}. */
public record SelfTest(List<SourceFile> files, String input, String output) {
    public SelfTest {
        files = List.copyOf(files);
    }
}
