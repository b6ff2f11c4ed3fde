package org.codearena.runner.terminal;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The native parts of the libraries that terminals need. The build unpacks them beside the program, in {@code
 * native/linux/ARCHITECTURE}; else each start would unpack them anew, into a directory that is for everybody.
 */
public final class Natives {
    private static final Logger LOG = LoggerFactory.getLogger(Natives.class);

    private Natives() {}

    /** Lets the libraries find them; to be called before the first terminal. What the command line says is left as it is. */
    public static void locate() {
        CodeSource source = Natives.class.getProtectionDomain().getCodeSource();
        if (source != null) {
            try {
                use(Path.of(source.getLocation().toURI()).resolveSibling("native"));
            } catch (URISyntaxException e) {
                LOG.atWarn().setCause(e).log("the program is at no path");
            }
        }
    }

    private static void use(Path directory) {
        String architecture = System.getProperty("os.arch").replace("amd64", "x86-64");
        Path own = directory.resolve("linux").resolve(architecture);
        if (!Files.isRegularFile(own.resolve("libpty.so"))) {
            LOG.atWarn().addKeyValue("directory", own).log("native libraries are not there, they will be unpacked");
            return;
        }
        set("pty4j.preferred.native.folder", directory.toString());
        set("jna.boot.library.path", own.toString());
        set("jna.nounpack", "true");
        set("jna.nosys", "true");
    }

    private static void set(String name, String value) {
        if (System.getProperty(name) == null) {
            System.setProperty(name, value);
        }
    }
}
