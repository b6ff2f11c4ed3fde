package org.codearena.runner.files;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The names in a directory.
 *
 * @param names sorted
 * @param unnamed what cannot be said to a client, as a person may read it
 * @param temporary those of files that are, or were, being written by the runner
 * @param more whether the directory holds more than was read
 */
record Names(List<String> names, List<String> unnamed, List<String> temporary, boolean more) {
    private static final int BUFFER = 1 << 15;
    private static final int RECORD_LENGTH = 16;
    private static final int NAME = 19;

    /** Takes one name; {@code .} and {@code ..} are none. */
    interface Visitor {
        /** Says whether to go on. */
        boolean visit(byte[] name) throws IOException;
    }

    /**
     * Reads a directory; each descriptor can be read once.
     *
     * @param limit names at most
     */
    static Names of(Directory directory, int limit) throws IOException {
        List<String> names = new ArrayList<>();
        List<String> unnamed = new ArrayList<>();
        List<String> temporary = new ArrayList<>();
        boolean[] more = new boolean[1];
        forEach(directory, raw -> {
            Optional<String> name = decode(raw);
            more[0] = names.size() + unnamed.size() + temporary.size() == limit;
            if (!more[0] && name.isPresent() && TempName.is(name.get())) {
                temporary.add(name.get());
                return true;
            }
            if (!more[0]) {
                name.ifPresentOrElse(names::add, () -> unnamed.add(printable(raw)));
            }
            return !more[0];
        });
        Collections.sort(names);
        return new Names(names, unnamed, temporary, more[0]);
    }

    static void forEach(Directory directory, Visitor visitor) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment buffer = arena.allocate(BUFFER, Long.BYTES);
            boolean goOn = true;
            while (goOn) {
                int filled = Linux.entries(directory.number(), buffer);
                goOn = filled > 0;
                for (int offset = 0; goOn && offset < filled; ) {
                    int length = Short.toUnsignedInt(buffer.get(JAVA_SHORT, offset + (long) RECORD_LENGTH));
                    byte[] name = unpadded(buffer.asSlice(offset + (long) NAME, length - (long) NAME)
                            .toArray(JAVA_BYTE));
                    goOn = isDot(name) || visitor.visit(name);
                    offset += length;
                }
            }
        }
    }

    /** The bytes before the first NUL. */
    static byte[] unpadded(byte[] name) {
        int length = 0;
        while (length < name.length && name[length] != 0) {
            length++;
        }
        return Arrays.copyOf(name, length);
    }

    private static boolean isDot(byte[] name) {
        return name[0] == '.' && (name.length == 1 || (name.length == 2 && name[1] == '.'));
    }

    /** The name as clients say it; empty where they cannot. */
    static Optional<String> decode(byte[] name) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(name))
                    .toString();
            return FilePath.isName(text) ? Optional.of(text) : Optional.empty();
        } catch (CharacterCodingException _) {
            return Optional.empty();
        }
    }

    static String printable(byte[] name) {
        return new String(name, StandardCharsets.UTF_8).replaceAll("[\\p{Cntrl}\\x{FFFD}]", "?");
    }
}
