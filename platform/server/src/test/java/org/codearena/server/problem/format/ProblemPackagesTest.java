package org.codearena.server.problem.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ProblemPackagesTest {
    @TempDir
    Path directory;

    @Nested
    class Statements {
        @Test
        void comeInTheirLanguagesEnglishFirst() {
            ParsedPackage read = PackageBuilder.current(directory)
                    .file("statement/problem.de.md", "Addiere.\n")
                    .file("statement/problem.fil.tex", "\\problemname{X}Y\n")
                    .file(
                            "problem.yaml",
                            "problem_format_version: 2025-09\nuuid: " + PackageBuilder.UUID
                                    + "\nname: {de: Summe, en: Sum, fil: Suma}\n")
                    .read();
            assertEquals(
                    List.of("en Sum", "de Summe", "fil Suma"),
                    read.statements().stream()
                            .map(s -> s.language() + " " + s.title())
                            .toList());
            assertEquals(
                    "<p>Add <span class=\"math inline\">a</span> and <span class=\"math inline\">b</span>.</p>",
                    read.statements().getFirst().html());
        }

        @Test
        void showPicturesAndOfferAttachments() {
            ParsedPackage read = PackageBuilder.current(directory)
                    .file("statement/problem.en.md", "![x](dog.png) ![y](evil.png)\n")
                    .file("statement/dog.png", png())
                    .file("statement/notes.txt", "mine")
                    .file("attachments/tool.py", "print()")
                    .read();
            assertEquals(
                    List.of("dog.png image/png PICTURE", "tool.py application/octet-stream ATTACHMENT"),
                    read.documents().stream()
                            .map(d -> d.name() + " " + d.mediaType() + " " + d.kind())
                            .toList());
            assertTrue(read.statements().getFirst().html().contains("/api/v1/problems/sum/files/dog.png"));
            assertFound("statement/problem.en.md: ", "shows the picture 'evil.png'", strings(read.warnings()));
        }

        @Test
        void mayBeAPdf() {
            ParsedPackage read = PackageBuilder.legacy(directory)
                    .without("problem_statement/problem.en.tex")
                    .file("problem_statement/problem.pdf", "%PDF-1.7\n...")
                    .read();
            assertEquals(
                    Optional.of("problem.pdf"), read.statements().getFirst().pdf());
            assertEquals("Sum", read.title());
            assertEquals("application/pdf", read.documents().getFirst().mediaType());
        }

        @Test
        void areWhatTheyClaimToBe() {
            List<String> errors = PackageBuilder.current(directory)
                    .file("statement/a.png", "<html><script>alert(1)</script>")
                    .file("statement/b.jpg", png())
                    .file("statement/c.svg", "no drawing")
                    .file("statement/d.gif", "GIF89a")
                    .errors();
            assertEquals(
                    List.of(
                            "statement/a.png: does not begin as a file of type image/png does",
                            "statement/b.jpg: does not begin as a file of type image/jpeg does",
                            "statement/c.svg: does not begin as a file of type image/svg+xml does"),
                    errors);
        }

        @Test
        void areNeeded() {
            assertFound(
                    "statement: ",
                    "holds no statement",
                    PackageBuilder.current(directory)
                            .without("statement/problem.en.md")
                            .errors());
        }

        @Test
        void faultsInThemAreTheAuthorsToHear() {
            PackageBuilder builder =
                    PackageBuilder.current(directory).file("statement/problem.en.md", "{{nextsample}}{{nextsample}}");
            assertFound("statement/problem.en.md: ", "asks for sample 2, but there are 1", builder.errors());
        }

        @Test
        void oneLanguageHasOneStatement() {
            PackageBuilder builder = PackageBuilder.legacy(directory)
                    .file("problem_statement/problem.tex", "\\problemname{Other}\n")
                    .file("problem_statement/problem.en.pdf", "%PDF-1.7\n");
            assertEquals("The Sum", builder.read().title());
            assertFound("problem_statement/problem.en.pdf: ", "is ignored", builder.warnings());
            assertFound("problem_statement/problem.tex: ", "is ignored", builder.warnings());
        }
    }

    @Nested
    class TheTree {
        @Test
        void linksInsideThePackageAreFollowed() throws IOException {
            PackageBuilder builder = PackageBuilder.current(directory);
            Files.createSymbolicLink(directory.resolve("data/secret/02.in"), Path.of("../sample/1.in"));
            Files.createSymbolicLink(directory.resolve("data/secret/02.ans"), Path.of("../sample/1.ans"));
            assertEquals(3, builder.read().tests().size());
        }

        @ParameterizedTest
        @ValueSource(strings = {"/etc/hostname", "../../outside", "nowhere", "/"})
        void linksOutOfThePackageAreRefused(String target) throws IOException {
            PackageBuilder builder = PackageBuilder.current(Files.createDirectories(directory.resolve("a/b/package")));
            Files.writeString(directory.resolve("a/outside"), "secret");
            Files.createSymbolicLink(builder.root().resolve("data/secret/02.in"), Path.of(target));
            assertFound("data/secret/02.in: ", "is a link that leads out of the package or nowhere", builder.errors());
        }

        @Test
        void linksInACircleComeToAnEnd() throws IOException {
            PackageBuilder builder = PackageBuilder.current(directory);
            Files.createSymbolicLink(directory.resolve("data/secret/loop"), Path.of(".."));
            assertTrue(
                    builder.errors().toString().contains("directories deep"),
                    builder.errors().toString());
        }

        @Test
        void theHashIsThatOfTheContent() throws IOException {
            Path other = directory.resolve("other");
            String hash =
                    PackageBuilder.current(directory.resolve("one")).read().hash();
            assertEquals(hash, PackageBuilder.current(other).read().hash());
            assertNotEquals(
                    hash,
                    PackageBuilder.current(other)
                            .test("secret/01", "2 2\n", "5\n")
                            .read()
                            .hash());
        }

        @Test
        void tooMuchIsRefused() throws IOException {
            PackageBuilder builder = PackageBuilder.current(directory);
            PackageLimits few = new PackageLimits(
                    1,
                    1_000_000,
                    1_000,
                    8,
                    1,
                    3,
                    1_000,
                    1_000,
                    1_000,
                    1_000,
                    PackageLimits.SystemDefaults.DEFAULT,
                    PackageLimits.Most.DEFAULT);
            assertTrue(refusal(builder, few).contains("more than the 8 files and directories"), refusal(builder, few));
            PackageLimits small = new PackageLimits(
                    1,
                    100,
                    1_000,
                    80,
                    1,
                    3,
                    1_000,
                    1_000,
                    1_000,
                    1_000,
                    PackageLimits.SystemDefaults.DEFAULT,
                    PackageLimits.Most.DEFAULT);
            assertTrue(refusal(builder, small).contains("more than the 100 bytes"), refusal(builder, small));
        }

        @Test
        void theNameOfTheProblemIsChecked() {
            PackageBuilder builder = PackageBuilder.current(directory);
            for (String slug : List.of("", "A", "a b", "-a", "a-", "a_b", "a".repeat(65), "../a", "ä")) {
                String message = assertThrows(
                                PackageRefusedException.class,
                                () -> new ProblemPackages(PackageLimits.DEFAULT).read(builder.root(), slug))
                        .getMessage();
                assertTrue(String.valueOf(message).contains("lower-case letters"), message);
            }
        }

        @Test
        void anEmptyDirectoryIsNoPackage() {
            assertEquals(
                    "problem.yaml: is missing: a problem package is a directory that holds one",
                    assertThrows(
                                    PackageRefusedException.class,
                                    () -> new ProblemPackages(PackageLimits.DEFAULT).read(directory, "sum"))
                            .getMessage());
        }

        private String refusal(PackageBuilder builder, PackageLimits limits) {
            return String.valueOf(assertThrows(
                            PackageRefusedException.class,
                            () -> new ProblemPackages(limits).read(builder.root(), "sum"))
                    .getMessage());
        }
    }

    @Test
    void everythingWrongIsReportedAtOnce() {
        List<String> errors = PackageBuilder.current(directory)
                .yaml("colour: red\ntype: fun")
                .file("data/secret/02.in", "")
                .without("statement/problem.en.md")
                .without("submissions/accepted/sum.py")
                .errors();
        assertEquals(5, errors.size(), errors.toString());
    }

    private static byte[] png() {
        return new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    }

    private static List<String> strings(List<Finding> findings) {
        return findings.stream().map(Finding::toString).toList();
    }

    static void assertFound(String path, String expected, List<String> findings) {
        assertTrue(
                findings.stream().anyMatch(finding -> finding.startsWith(path) && finding.contains(expected)),
                () -> expected + " is not in " + findings);
    }
}
