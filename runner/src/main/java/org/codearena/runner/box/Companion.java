package org.codearena.runner.box;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.codearena.runner.tree.RelativePath;
import org.codearena.runner.tree.Tree;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The second box of a slot, in which validators run: a launcher, a uid and directories of its own, so that a validator sees
 * nothing of the program and the program nothing of it. Used by the holder of the slot.
 */
public final class Companion {
    private static final Logger LOG = LoggerFactory.getLogger(Companion.class);
    /** Name of the file that is a validator's standard input. */
    private static final String SAID = "said";

    private final Slot slot;
    private final Places places;
    /** Number of the last pair; the two boxes tell pairs apart by it. */
    private long pairs;

    Companion(int number, BoxCommand command, Places places, Duration patience) {
        this.slot = new Slot(number, command, places.optionsOfValidator(), places.validator(), patience);
        this.places = places;
    }

    Slot slot() {
        return slot;
    }

    Use use() {
        return new Use();
    }

    /**
     * The directories of a slot.
     *
     * @param program what its box shows at {@code /box}
     * @param validator what the companion shows there
     * @param test what the companion shows at {@code /test}
     * @param said files that a validator may have as its standard input
     * @param meeting where the two boxes meet
     */
    record Places(Tree program, Tree validator, Tree test, Tree said, Tree meeting, Path blobs) {
        static Places make(Path directory, int number, int slots, BoxCommand command) throws IOException {
            int program = command.uidBase() + number;
            int validator = program + slots;
            String name = Integer.toString(number);
            return new Places(
                    place(directory.resolve(name), program),
                    place(directory.resolve(name + ".validator"), validator),
                    place(directory.resolve(name + ".test"), validator),
                    place(directory.resolve(name + ".said"), validator),
                    place(directory.resolve(name + ".meeting"), program),
                    command.inputs());
        }

        private static Tree place(Path path, int user) throws IOException {
            Tree tree = Tree.at(path);
            tree.clear();
            tree.reserveFor(user);
            return tree;
        }

        List<String> optionsOfProgram() {
            return List.of(
                    "--input-dir",
                    blobs.toString(),
                    "--gives-to",
                    meeting.root().toString());
        }

        List<String> optionsOfValidator() {
            return List.of(
                    "--input-dir", said.root().toString(),
                    "--test-dir", test.root().toString(),
                    "--takes-at", meeting.root().toString());
        }
    }

    /** The use of it for one test; closing it takes away what was laid for the test. */
    public final class Use implements AutoCloseable {
        private Use() {}

        /** Shows the files of a validator at {@code /box}; nothing is done where they are there already. */
        public void lay(String validator, Tree files) throws IOException {
            slot.lay(validator, files);
        }

        /**
         * Shows files at {@code /test}, and nothing else.
         *
         * @param files where each is, on the same file system
         */
        public void layTest(Map<RelativePath, Path> files) throws IOException {
            places.test.clear();
            for (Map.Entry<RelativePath, Path> file : files.entrySet()) {
                places.test.cover(file.getKey(), file.getValue());
            }
        }

        /** A directory below {@code /test} to fill, beside those files. */
        public Tree directoryOfTest(String name) throws IOException {
            return Tree.at(places.test.root().resolve(name));
        }

        /** Where to write what the next run of {@link #nameOfInput} is to read. */
        public OutputStream input() throws IOException {
            Path file = places.said.root().resolve(SAID);
            Files.deleteIfExists(file);
            OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
            return out;
        }

        /** The name of that file, for a run. */
        public String nameOfInput() {
            return SAID;
        }

        /** A number that no earlier pair of this slot had. */
        public long nextPair() {
            return ++pairs;
        }

        /**
         * Starts a run; the listener hears of it, and only then may this be closed.
         *
         * @return ends the run early when called
         */
        public Runnable run(BoxRun run, RunListener listener) throws BoxFaultException {
            return slot.run(run, listener)::kill;
        }

        /** What cannot be taken away now is taken away before the next test, or that fails. */
        @Override
        public void close() {
            try {
                places.test.clear();
                places.said.clear();
            } catch (IOException e) {
                LOG.atError().setCause(e).log("files of one test cannot be taken away");
            }
        }
    }
}
