package org.codearena.server.problem.format;

import java.util.List;
import java.util.Optional;
import org.codearena.contract.SourceFile;

/**
 * One of a package's own submissions. Which language it is in is for the judge to say, by its files.
 *
 * @param path below {@code submissions/}, such as {@code accepted/sum.py}
 * @param language the format's code of its language, where the package names one
 * @param entryPoint where the package names one
 */
public record PackageSubmission(
        String path,
        List<SourceFile> files,
        Optional<String> language,
        Optional<String> entryPoint,
        Expectation expectation) {

    public PackageSubmission {
        files = List.copyOf(files);
    }
}
