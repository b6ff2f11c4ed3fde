package org.codearena.lang.python;

import org.codearena.contract.SourceFile;

/** The line {@code if __name__ == '__main__':} at the left margin, by which a module says that it is to be started. */
final class MainGuard {
    private MainGuard() {}

    static boolean isIn(SourceFile file) {
        return file.text().lines().anyMatch(MainGuard::isGuard);
    }

    private static boolean isGuard(String line) {
        return line.startsWith("if") && line.contains("__name__") && line.contains("__main__");
    }
}
