package org.codearena.plugin;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.codearena.contract.Step;

/**
 * A step that prints the toolchain's version, and the pattern that finds it in what was printed.
 *
 * @param pattern its first group is the version
 */
public record VersionProbe(Step step, Pattern pattern) {
    public VersionProbe(String pattern, String... command) {
        this(Step.of(command), Pattern.compile(pattern));
    }

    public Optional<String> versionIn(String printed) {
        Matcher matcher = pattern.matcher(printed);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
