package org.codearena.loadtest.all;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.codearena.loadtest.load.target.TargetException;

/** Which benches are run. */
final class Parts {
    private Parts() {}

    /** In their order; all but the skipped ones where none is named. */
    static List<Part> chosen(Collection<String> only, Collection<String> skipped) {
        Set<String> unknown = new LinkedHashSet<>(only);
        unknown.addAll(skipped);
        names().forEach(unknown::remove);
        if (!unknown.isEmpty()) {
            throw new TargetException("there is no bench " + String.join(", ", unknown) + " among all; there are "
                    + String.join(", ", names()));
        }
        return Part.ALL.stream()
                .filter(part -> only.isEmpty() || only.contains(part.name()))
                .filter(part -> !skipped.contains(part.name()))
                .toList();
    }

    static List<String> names() {
        return Part.ALL.stream().map(Part::name).toList();
    }
}
