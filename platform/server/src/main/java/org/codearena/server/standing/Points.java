package org.codearena.server.standing;

/** How many points a problem is worth, by its difficulty. */
final class Points {
    private Points() {}

    static long of(String difficulty) {
        return switch (difficulty) {
            case "hard" -> 5;
            case "medium" -> 3;
            default -> 1;
        };
    }
}
