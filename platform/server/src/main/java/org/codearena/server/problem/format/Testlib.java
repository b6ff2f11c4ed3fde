package org.codearena.server.problem.format;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.codearena.contract.SourceFile;

/**
 * Knows validators that are written with the library testlib. As it is published, it is called and answers in a way of its
 * own; many packages carry a version that was adapted to the format's way.
 */
final class Testlib {
    private static final String HEADER = "testlib.h";
    private static final Pattern INCLUDE =
            Pattern.compile("(?m)^[ \\t]*#[ \\t]*include[ \\t]*[\"<](?:[\\w./-]*/)?testlib\\.h[\">]");
    private static final Pattern ADAPTED =
            Pattern.compile("\\bOK_EXIT_CODE[ \\t]+\\(?42\\b|judgemessage|feedback_?dir", Pattern.CASE_INSENSITIVE);
    private static final Pattern PARTIAL_BASE =
            Pattern.compile("(?m)^([ \\t]*#[ \\t]*define[ \\t]+PC_BASE_EXIT_CODE[ \\t]+)\\d+");
    private static final List<String> ENDINGS = List.of(".cpp", ".cc", ".cxx", ".c++", ".C", ".h", ".hpp");

    /** A partial score {@code n} becomes exit code 50 + n, apart from every other exit code of the library. */
    private static final String FIXED_BASE = "#define PC_BASE_EXIT_CODE 50\n";

    private Testlib() {}

    static boolean isUsedBy(List<SourceFile> files) {
        return files.stream()
                .filter(Testlib::isSource)
                .anyMatch(file -> INCLUDE.matcher(text(file)).find());
    }

    static boolean isBeside(List<SourceFile> files) {
        return files.stream().anyMatch(Testlib::isHeader);
    }

    /** Whether the program answers in the format's way, because the library or what is around it was adapted. */
    static boolean isAdapted(List<SourceFile> files) {
        return files.stream()
                .filter(Testlib::isSource)
                .anyMatch(file -> ADAPTED.matcher(text(file)).find());
    }

    /** The files with partial scores counted from a fixed base, whatever the header's version says. */
    static List<SourceFile> withFixedBase(List<SourceFile> files) {
        return files.stream()
                .map(file -> isHeader(file) ? withFixedBase(file) : file)
                .toList();
    }

    private static SourceFile withFixedBase(SourceFile header) {
        String fixed = FIXED_BASE + PARTIAL_BASE.matcher(text(header)).replaceAll("$150");
        return new SourceFile(header.path(), fixed.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static boolean isHeader(SourceFile file) {
        return Names.last(file.path()).equals(HEADER);
    }

    private static boolean isSource(SourceFile file) {
        return ENDINGS.stream().anyMatch(file.path()::endsWith);
    }

    /** Byte by byte, so that what is not replaced stays as it is. */
    private static String text(SourceFile file) {
        return new String(file.content(), StandardCharsets.ISO_8859_1);
    }
}
