package org.codearena.server.problem.format;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Makes problem packages on disk: a small right one, and what a test changes about it. */
public final class PackageBuilder {
    public static final String UUID = "5ca6ba5b-36d5-4eff-8aa7-d967cbc4375e";

    private final Path root;

    private PackageBuilder(Path root) {
        this.root = root;
    }

    /** A minimal package of format 2025-09. */
    public static PackageBuilder current(Path directory) {
        return new PackageBuilder(directory)
                .file(
                        "problem.yaml",
                        "problem_format_version: 2025-09\nname: Sum\nuuid: " + UUID + "\nlimits:\n  time_limit: 2\n")
                .file("statement/problem.en.md", "Add $a$ and $b$.\n")
                .file("input_validators/check.py", "exit(42)\n")
                .test("sample/1", "1 2\n", "3\n")
                .test("secret/01", "2 2\n", "4\n")
                .file("submissions/accepted/sum.py", "print(sum(map(int, input().split())))\n");
    }

    /** A minimal legacy package. */
    public static PackageBuilder legacy(Path directory) {
        return new PackageBuilder(directory)
                .file("problem.yaml", "name: Sum\n")
                .file(".timelimit", "2\n")
                .file("problem_statement/problem.en.tex", "\\problemname{The Sum}\nAdd $a$ and $b$.\n")
                .file("input_validators/check.py", "exit(42)\n")
                .test("sample/1", "1 2\n", "3\n")
                .test("secret/01", "2 2\n", "4\n")
                .file("submissions/accepted/sum.py", "print(sum(map(int, input().split())))\n");
    }

    public PackageBuilder test(String name, String input, String answer) {
        return file("data/" + name + ".in", input).file("data/" + name + ".ans", answer);
    }

    public PackageBuilder file(String path, String text) {
        return file(path, text.getBytes(StandardCharsets.UTF_8));
    }

    public PackageBuilder file(String path, byte[] content) {
        try {
            Path file = root.resolve(path);
            Files.createDirectories(file.getParent());
            Files.write(file, content);
            return this;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Adds lines to problem.yaml. */
    public PackageBuilder yaml(String lines) {
        try {
            return file("problem.yaml", Files.readString(root.resolve("problem.yaml")) + lines + "\n");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public PackageBuilder without(String path) {
        try {
            Files.delete(root.resolve(path));
            return this;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public Path root() {
        return root;
    }

    /** All of it as a zip, each name behind this prefix. */
    public byte[] zip(String prefix) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes);
                Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                zip.putNextEntry(new ZipEntry(prefix + root.relativize(file)));
                Files.copy(file, zip);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return bytes.toByteArray();
    }

    public ParsedPackage read() {
        return read("sum");
    }

    public ParsedPackage read(String slug) {
        try {
            return new ProblemPackages(PackageLimits.DEFAULT).read(root, slug);
        } catch (PackageRefusedException refused) {
            throw new AssertionError(refused.getMessage(), refused);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** What is wrong with it, one finding a string. */
    public List<String> errors() {
        return assertThrows(
                        PackageRefusedException.class,
                        () -> new ProblemPackages(PackageLimits.DEFAULT).read(root, "sum"))
                .findings()
                .stream()
                .filter(finding -> finding.level() == Finding.Level.ERROR)
                .map(Finding::toString)
                .toList();
    }

    public List<String> warnings() {
        return read().warnings().stream().map(Finding::toString).toList();
    }
}
