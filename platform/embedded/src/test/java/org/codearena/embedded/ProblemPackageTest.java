package org.codearena.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProblemPackageTest {
    @TempDir
    private Path directory;

    @Test
    void isPackedAsOneDirectoryWithoutWhatDoesNotBelong() throws IOException {
        Path sum = directory.resolve("sum");
        write("sum/problem.yaml");
        write("sum/data/secret/1.in");
        write("sum/generators/__pycache__/generate.pyc");
        Files.createSymbolicLink(sum.resolve("passwd"), Path.of("/etc/passwd"));
        try (var zip = new ZipFile(ProblemPackage.at(sum).zip(directory).toFile())) {
            List<String> names = zip.stream().map(ZipEntry::getName).toList();
            assertEquals(List.of("sum/data/secret/1.in", "sum/problem.yaml"), names);
        }
    }

    @Test
    void whatLiesBesideThePackagesIsPassedOver() throws IOException {
        write("sum/problem.yaml");
        Path readme = write("README.md");
        List<ProblemPackage> found = ProblemPackage.among(List.of(readme, directory.resolve("sum")));
        assertEquals(List.of("sum"), found.stream().map(ProblemPackage::slug).toList());
        assertThrows(FailureException.class, () -> ProblemPackage.among(List.of(readme)));
    }

    @Test
    void aZipIsSentAsItIs() throws IOException {
        Path zip = write("sum.zip");
        ProblemPackage sum = ProblemPackage.at(zip);
        assertEquals("sum", sum.slug());
        assertEquals(zip, sum.zip(directory));
    }

    @Test
    void whatIsNoPackageIsToldByName() throws IOException {
        Path empty = Files.createDirectory(directory.resolve("empty"));
        var refused = assertThrows(FailureException.class, () -> ProblemPackage.at(empty));
        assertTrue(String.valueOf(refused.getMessage()).contains("problem.yaml"), refused.getMessage());
        write("Ödd/problem.yaml");
        assertThrows(FailureException.class, () -> ProblemPackage.at(directory.resolve("Ödd")));
    }

    private Path write(String name) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, "x");
    }
}
