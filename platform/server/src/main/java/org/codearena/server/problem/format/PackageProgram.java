package org.codearena.server.problem.format;

import java.util.List;
import java.util.Optional;
import org.codearena.contract.SourceFile;
import org.codearena.server.problem.StoredProgram.Form;
import org.codearena.server.problem.StoredProgram.Protocol;

/**
 * A validator of a package.
 *
 * @param path in the package, for messages
 * @param name by which the package's settings speak of it
 * @param entryPoint the file to start with, where its language would not find it by itself
 * @param files relative to its own directory, with the package's constants in their places
 */
public record PackageProgram(
        String path, String name, Form form, Protocol protocol, Optional<String> entryPoint, List<SourceFile> files) {
    public PackageProgram {
        files = List.copyOf(files);
    }
}
