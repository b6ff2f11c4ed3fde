package org.codearena.server.problem.format;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What the files that configure groups say about a directory below {@code data}. What a group's file does not say is taken
 * from the groups around it, setting by setting: the specification says so of whole files only, but problemtools, with which
 * packages are checked, does it like this, and nobody repeats a setting to have it forgotten.
 */
final class GroupSettings {
    private final Format format;
    private final Findings findings;
    private final Map<String, GroupFile> files = new TreeMap<>();
    private final Set<String> warned = new HashSet<>();

    GroupSettings(Format format, Findings findings) {
        this.format = format;
        this.findings = findings;
    }

    void put(String directory, GroupFile file) {
        files.put(directory, file);
    }

    /** The file of exactly this directory. */
    GroupFile own(String directory) {
        return files.getOrDefault(directory, GroupFile.EMPTY);
    }

    /** A setting that holds for the tests of a directory. */
    <T> Optional<T> of(String directory, Function<GroupFile, Optional<T>> setting) {
        for (String at = directory; !at.isEmpty(); at = Names.parent(at)) {
            Optional<T> found = setting.apply(own(at));
            if (found.isPresent()) {
                warnOfInherited(directory, at);
                return found;
            }
        }
        return Optional.empty();
    }

    /** In the current format groups stand for themselves, so that of two readings the author should know which it was. */
    private void warnOfInherited(String directory, String from) {
        boolean group = Names.parent(directory).equals("data/secret");
        if (!format.hasLegacyGroups() && group && from.equals("data/secret") && warned.add(directory)) {
            findings.warning(
                    directory,
                    "takes over arguments of " + from + "/" + format.groupFile()
                            + ", which the format does not say: repeat them in " + directory + "/"
                            + format.groupFile());
        }
    }
}
