package org.codearena.services;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * How a program that refuses to run as root is started: as ourselves where we are not root; as root in a user namespace
 * of its own, where nobody is root; or, where those are forbidden, under the uid of nobody.
 */
enum Unprivileged {
    OURSELVES,
    USER_NAMESPACE,
    NOBODY;

    private static final int NOBODY_ID = 65534;
    private static final String NAMELESS = "?";

    static Unprivileged best() {
        boolean root = isRoot();
        // PostgreSQL also refuses a user without a name, as containers have them; in a namespace everybody is nobody.
        if (!root && !System.getProperty("user.name", NAMELESS).equals(NAMELESS)) {
            return OURSELVES;
        }
        if (userNamespacesWork()) {
            return USER_NAMESPACE;
        }
        return root ? NOBODY : OURSELVES;
    }

    /** What stands in front of the program's own command. */
    List<String> command() {
        return switch (this) {
            case OURSELVES -> List.of();
            case USER_NAMESPACE -> List.of("unshare", "--user");
            case NOBODY ->
                List.of("setpriv", "--reuid=" + NOBODY_ID, "--regid=" + NOBODY_ID, "--clear-groups", "--inh-caps=-all");
        };
    }

    /** Hands a file or a directory that we have just made over to whom the program will run as. */
    void own(Path path) throws IOException {
        if (this == NOBODY) {
            Files.setAttribute(path, "unix:uid", NOBODY_ID);
            Files.setAttribute(path, "unix:gid", NOBODY_ID);
        }
    }

    /** Makes sure that the program, as whom it runs, gets as far as a directory of ours below the home. */
    void mayReach(Home home, Path directory) throws IOException {
        if (this != NOBODY) {
            return;
        }
        for (Path step = directory; step != null; step = step.getParent()) {
            if (step.startsWith(home.root())) {
                Files.setPosixFilePermissions(step, PosixFilePermissions.fromString("rwx--x--x"));
            } else if (!Files.getPosixFilePermissions(step).contains(PosixFilePermission.OTHERS_EXECUTE)) {
                throw new ServiceException(
                        "PostgreSQL must not run as root and cannot get through %s as nobody: keep the data elsewhere, or run CodeArena as another user"
                                .formatted(step));
            }
        }
    }

    private static boolean isRoot() {
        try {
            return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
        } catch (IOException unreadable) {
            return false;
        }
    }

    private static boolean userNamespacesWork() {
        try {
            return new ProcessBuilder("unshare", "--user", "/bin/sh", "-c", "exit 0")
                            .redirectOutput(Redirect.DISCARD)
                            .redirectError(Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException missing) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
