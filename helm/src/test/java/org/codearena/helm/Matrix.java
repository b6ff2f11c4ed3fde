package org.codearena.helm;

import java.util.List;
import java.util.stream.Stream;

/** The installations that must all be sound. */
final class Matrix {
    /** With users of a pod's own, and the standards as they are since then. */
    private static final List<String> CURRENT = List.of("1.34.0", Installation.NEWEST);

    private static final List<String> EVERY = List.of("1.29.0", "1.33.0", "1.34.0", Installation.NEWEST);

    private Matrix() {}

    static Stream<Installation> installations() {
        return Stream.of(
                        on(CURRENT, "external"),
                        on(List.of("1.33.0", Installation.NEWEST), "dev"),
                        on(CURRENT, "keda"),
                        on(CURRENT, "hpa"),
                        on(EVERY, "lesser"),
                        on(CURRENT, "sessions"),
                        on(CURRENT, "jobs"),
                        on(EVERY, "jobs-here"),
                        on(CURRENT, "everything"))
                .flatMap(each -> each);
    }

    private static Stream<Installation> on(List<String> versions, String file) {
        return versions.stream().map(Installation.like(file)::on);
    }
}
