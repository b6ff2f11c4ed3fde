package org.codearena.server.problem.format;

import java.util.List;
import java.util.Optional;

/**
 * One test of a package.
 *
 * @param name its path below {@code data/}, without the ending, such as {@code secret/group1/03-large}
 * @param group the path of its group, such as {@code sample}, {@code secret} or {@code secret/group1}
 * @param flags arguments of the default output validator, known to be valid
 * @param hint for somebody whose submission fails it
 * @param shownInput what statements show in place of the input
 * @param shownAnswer what statements show in place of the answer
 */
public record PackageTest(
        String name,
        String group,
        boolean sample,
        PackageFile input,
        PackageFile answer,
        List<String> flags,
        Optional<String> hint,
        Optional<PackageFile> shownInput,
        Optional<PackageFile> shownAnswer) {

    public PackageTest {
        flags = List.copyOf(flags);
    }
}
