package org.codearena.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.util.logging.FileHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.codearena.contract.LogLine;
import org.codearena.server.kernel.LogFields;

/** Sends what the server logs to a file that is set aside as it grows; the terminal is for people. */
final class Logs {
    private static final int FILE_BYTES = 16 << 20;
    private static final int FILES = 4;

    private Logs() {}

    static void toFile(Path directory) {
        try {
            Handler handler = new FileHandler(pattern(directory), FILE_BYTES, FILES, true);
            handler.setFormatter(new LogLine(LogFields::ofThread));
            Logger root = Logger.getLogger("");
            root.setLevel(Level.INFO);
            Stream.of(root.getHandlers()).forEach(root::removeHandler);
            root.addHandler(handler);
        } catch (IOException failed) {
            throw new FailureException("cannot write a log in " + directory + ": " + failed, failed);
        }
    }

    /** The newest file has the number 0; the handler reads the per cent sign as special. */
    private static String pattern(Path directory) {
        return directory.toString().replace("%", "%%") + "/codearena.%g.log";
    }
}
