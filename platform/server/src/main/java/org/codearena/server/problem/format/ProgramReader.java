package org.codearena.server.problem.format;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.codearena.contract.SourceFile;
import org.codearena.server.problem.StoredProgram.Form;
import org.codearena.server.problem.StoredProgram.Protocol;

/**
 * Finds the programs in a directory of validators. The format says that each file and each directory in it is a program;
 * the packages that people made also have the files of a single program in it directly, which DOMjudge takes.
 */
final class ProgramReader {
    /** Endings of sources in the format's table of languages. */
    private static final Set<String> SOURCES = Set.of(
            "adb", "ads", "a68", "apl", "sh", "c", "cob", "cc", "cpp", "cxx", "c++", "C", "cr", "cs", "d", "dart", "ex",
            "erl", "fth", "4th", "forth", "frt", "f90", "fs", "ss", "go", "hs", "java", "js", "jl", "kt", "lisp", "cl",
            "lua", "mod", "def", "nim", "m", "ml", "odin", "pas", "pm", "php", "pl", "py", "py2", "py3", "rkt", "rb",
            "rs", "scala", "sim", "st", "sno", "swift", "ts", "vb", "zig");

    private static final Set<String> LINKED = Set.of("c", "cc", "cpp", "cxx", "c++", "C");
    private static final List<String> CHECKED_BY_OTHERS = List.of(".ctd", ".viva");
    private static final int LONGEST_PATH = 255;
    private static final Pattern MAIN = Pattern.compile("\\bmain\\s*\\(");

    private final PackageTree tree;
    private final Metadata metadata;
    private final PackageLimits limits;
    private final Findings findings;

    ProgramReader(PackageTree tree, Metadata metadata, PackageLimits limits, Findings findings) {
        this.tree = tree;
        this.metadata = metadata;
        this.limits = limits;
        this.findings = findings;
    }

    /** Every program of the directory. What is written for other tools is mentioned and left out. */
    List<PackageProgram> all(String directory) throws IOException {
        List<PackageProgram> programs = new ArrayList<>();
        if (holdsScripts(directory)) {
            program(directory, directory, tree.below(directory)).ifPresent(programs::add);
            return programs;
        }
        List<PackageFile> sources =
                tree.in(directory).stream().filter(ProgramReader::isSource).toList();
        List<PackageFile> beside = tree.in(directory).stream()
                .filter(Predicate.not(ProgramReader::isSource))
                .filter(this::isOurs)
                .toList();
        for (PackageFile source : sources) {
            List<PackageFile> files = new ArrayList<>(beside);
            files.add(source);
            program(source.path(), directory, files).ifPresent(programs::add);
        }
        for (String name : tree.directoriesIn(directory)) {
            String path = directory + "/" + name;
            if (!tree.below(path).isEmpty()) {
                program(path, path, tree.below(path)).ifPresent(programs::add);
            }
        }
        return programs;
    }

    private boolean isOurs(PackageFile file) {
        boolean others = CHECKED_BY_OTHERS.stream().anyMatch(file.name()::endsWith);
        if (others) {
            findings.warning(
                    file.path(),
                    "is not run: input validators are run that are programs, not those for Checktestdata or VIVA");
        }
        return !others;
    }

    private boolean holdsScripts(String directory) {
        return tree.file(directory + "/build").isPresent()
                || tree.file(directory + "/run").isPresent();
    }

    private static boolean isSource(PackageFile file) {
        return SOURCES.contains(ending(file.name()));
    }

    private static String ending(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    /** The one program of the directory; empty, with the reason reported, when that cannot be said. */
    Optional<PackageProgram> only(String directory) throws IOException {
        List<PackageFile> sources =
                tree.in(directory).stream().filter(ProgramReader::isSource).toList();
        if (!holdsScripts(directory) && sources.size() > 1) {
            return program(directory, directory, tree.below(directory)).flatMap(this::withMain);
        }
        List<PackageProgram> programs = all(directory);
        if (programs.size() == 1) {
            return Optional.of(programs.getFirst());
        }
        findings.error(
                directory,
                programs.isEmpty()
                        ? "holds no program: a file in a language of the format's table, or a directory of such files"
                        : "holds several programs, only one is supported: "
                                + String.join(
                                        ", ",
                                        programs.stream()
                                                .map(PackageProgram::name)
                                                .toList()));
        return Optional.empty();
    }

    /** Of several files one is where the program starts; if each were a program, nothing would say which one counts. */
    private Optional<PackageProgram> withMain(PackageProgram program) {
        List<SourceFile> sources = program.files().stream()
                .filter(file -> SOURCES.contains(ending(file.path())))
                .toList();
        boolean linked = sources.stream().allMatch(file -> LINKED.contains(ending(file.path())));
        List<String> mains = sources.stream()
                .filter(file -> linked ? hasMain(file) : isCalledMain(file))
                .map(SourceFile::path)
                .toList();
        if (mains.size() == 1) {
            return Optional.of(program);
        }
        List<String> unused = sources.stream()
                .filter(file -> sources.stream().noneMatch(other -> imports(other, file)))
                .map(SourceFile::path)
                .toList();
        if (mains.isEmpty() && unused.size() == 1) {
            return Optional.of(startingWith(program, unused.getFirst()));
        }
        findings.error(
                program.path(),
                "holds several sources ("
                        + String.join(
                                ", ", sources.stream().map(SourceFile::path).toList())
                        + ") and it is not clear with which one the program starts: only one validator is supported");
        return Optional.empty();
    }

    private static boolean imports(SourceFile one, SourceFile other) {
        String module = Pattern.quote(other.path().replaceAll("\\..*", ""));
        return one.path().endsWith(".py")
                && Pattern.compile("(?m)^\\s*(?:import|from)\\s+" + module + "\\b")
                        .matcher(one.text())
                        .find();
    }

    private static PackageProgram startingWith(PackageProgram program, String file) {
        return new PackageProgram(
                program.path(), program.name(), program.form(), program.protocol(), Optional.of(file), program.files());
    }

    private static boolean hasMain(SourceFile file) {
        return MAIN.matcher(file.text()).find();
    }

    private static boolean isCalledMain(SourceFile file) {
        return file.path().matches("(?i)(__main__|main)\\..*")
                || (file.path().endsWith(".java") && file.text().contains("void main("));
    }

    private Optional<PackageProgram> program(String path, String root, List<PackageFile> files) throws IOException {
        long bytes = files.stream().mapToLong(PackageFile::bytes).sum();
        if (bytes > limits.programBytes()) {
            findings.error(path, "has " + bytes + " bytes, at most " + limits.programBytes() + " are allowed");
            return Optional.empty();
        }
        List<SourceFile> sources = files(root, files);
        boolean scripts =
                sources.stream().anyMatch(file -> Set.of("build", "run").contains(file.path()));
        return Optional.of(
                scripts
                        ? program(path, Form.SCRIPTS, Protocol.FEEDBACK_DIRECTORY, sources)
                        : fromSources(path, sources));
    }

    private PackageProgram fromSources(String path, List<SourceFile> sources) {
        if (!Testlib.isUsedBy(sources) || Testlib.isAdapted(sources)) {
            return program(path, Form.SOURCES, Protocol.FEEDBACK_DIRECTORY, sources);
        }
        if (!Testlib.isBeside(sources)) {
            findings.error(path, "includes testlib.h, which is not there: put that header beside the validator");
        }
        return program(path, Form.SOURCES, Protocol.TESTLIB, Testlib.withFixedBase(sources));
    }

    private static PackageProgram program(String path, Form form, Protocol protocol, List<SourceFile> files) {
        return new PackageProgram(path, Names.last(path), form, protocol, entryPoint(files), files);
    }

    /** Python's way of saying with which file of a directory to begin. */
    private static Optional<String> entryPoint(List<SourceFile> files) {
        return files.stream()
                .map(SourceFile::path)
                .filter("__main__.py"::equals)
                .findFirst();
    }

    /** Files that go with every submission of a language, by the name of its directory. */
    List<SourceFile> files(String directory) throws IOException {
        return files(directory, tree.below(directory));
    }

    private List<SourceFile> files(String root, List<PackageFile> files) throws IOException {
        List<SourceFile> sources = new ArrayList<>();
        for (PackageFile file : files) {
            String inside = file.path().substring(root.length() + 1);
            if (inside.length() > LONGEST_PATH) {
                findings.error(file.path(), "has a path of more than " + LONGEST_PATH + " characters");
            } else {
                sources.add(new SourceFile(inside, Constants.replace(tree.bytes(file), metadata.constants())));
            }
        }
        return sources;
    }
}
