package org.codearena.lang.java;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.codearena.contract.SourceFile;

/**
 * What can be told of a source file in Java without compiling it: its classes by their braces, and which of them have
 * a main method of their own.
 *
 * @param isMisnamed whether it has a public class that is not called like the file
 */
record JavaText(String path, List<Main> mains, boolean isMisnamed) {
    private static final String EXTENSION = ".java";

    /** Comments, texts and characters, which may hold anything. */
    private static final Pattern OPAQUE = Pattern.compile(
            "//[^\\n]*|/\\*(?s:.*?)\\*/|\"\"\"(?s:.*?)(?<!\\\\)\"\"\"|\"(?:\\\\.|[^\"\\\\\\n])*\"|'(?:\\\\.|[^'\\\\\\n])+'");

    private static final Pattern PACKAGE = Pattern.compile("\\bpackage\\s+([\\w.]+)\\s*;");

    private static final Pattern STRUCTURE = Pattern.compile("(?<public>\\bpublic\\s+)?"
            + "(?:\\b(?:final|abstract|sealed|strictfp)\\s+)*\\b(?:class|interface|enum|record)\\s+(?<type>\\w+)"
            + "|\\bvoid\\s+(?<main>main)\\s*\\(|(?<brace>[{}])");

    /**
     * A class that the {@code java} command may be able to start.
     *
     * @param nesting 0 for one that is in no other
     */
    record Main(String path, String binaryName, int nesting) {
        boolean isMeantBy(String entry) {
            return entry.isEmpty()
                    || entry.equals(path)
                    || entry.equals(binaryName)
                    || entry.equals(binaryName.replace('$', '.'));
        }

        int rank() {
            return nesting;
        }
    }

    static JavaText of(SourceFile file) {
        String text = OPAQUE.matcher(file.text()).replaceAll(" ");
        Matcher named = PACKAGE.matcher(text);
        String inPackage = named.find() ? named.group(1) + "." : "";
        return new Reading(file.path(), inPackage).of(STRUCTURE.matcher(text));
    }

    private static String stem(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        return name.endsWith(EXTENSION) ? name.substring(0, name.length() - EXTENSION.length()) : name;
    }

    /** One pass over a text. */
    private static final class Reading {
        /** Stands for braces that are no class's. */
        private static final String NO_TYPE = "";

        private final String path;
        private final String inPackage;
        private final Deque<String> open = new ArrayDeque<>();
        private final List<Main> mains = new ArrayList<>();
        private String next = NO_TYPE;
        private boolean misnamed;

        Reading(String path, String inPackage) {
            this.path = path;
            this.inPackage = inPackage;
        }

        JavaText of(Matcher structure) {
            while (structure.find()) {
                if (structure.group("type") != null) {
                    next = structure.group("type");
                    misnamed |= open.isEmpty() && structure.group("public") != null && !next.equals(stem(path));
                } else if (structure.group("main") != null) {
                    main();
                } else if (structure.group("brace").equals("{")) {
                    open.addLast(next);
                    next = NO_TYPE;
                } else {
                    open.pollLast();
                }
            }
            return new JavaText(path, List.copyOf(mains), misnamed);
        }

        /** In no class it is a compact source file, whose class is called like the file. */
        private void main() {
            if (open.isEmpty()) {
                mains.add(new Main(path, stem(path), 0));
            } else if (!open.contains(NO_TYPE)) {
                String name = open.stream().collect(Collectors.joining("$"));
                mains.add(new Main(path, inPackage + name, open.size() - 1));
            }
        }
    }
}
