package org.codearena.server.workspace.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.codearena.server.workspace.project.ManifestFile;
import org.codearena.server.workspace.project.Quotas;
import org.junit.jupiter.api.Test;

final class FitTest {
    private static final Quotas QUOTAS = new Quotas(1, 100, 3, 60, 1_000);

    @Test
    void whatFitsIsTakenTheSmallestFirst() {
        Fit fit = Fit.of(manifest(file("a", 40)), List.of(file("big", 50), file("small", 20)), QUOTAS);
        assertEquals(List.of(file("small", 20)), fit.fitting());
        assertEquals(1, fit.refused());
        assertEquals(Optional.of("the project has more than the 100 bytes that are allowed"), fit.reason());
    }

    @Test
    void aFileThatIsTooLargeHindersNoOther() {
        Fit fit = Fit.of(Map.of(), List.of(file("big", 61), file("a", 60), file("b", 40)), QUOTAS);
        assertEquals(List.of(file("b", 40), file("a", 60)), fit.fitting());
        assertTrue(fit.reason().orElseThrow().startsWith("the file 'big' has 61 bytes"));
    }

    @Test
    void aFileThatGrowsCountsOnce() {
        Fit fit = Fit.of(manifest(file("a", 50)), List.of(file("a", 60), file("b", 40)), QUOTAS);
        assertEquals(Optional.empty(), fit.reason());
    }

    @Test
    void whatIsOverTheQuotaMayShrink() {
        Fit fit = Fit.of(manifest(file("a", 60), file("b", 60)), List.of(file("a", 55)), QUOTAS);
        assertEquals(List.of(file("a", 55)), fit.fitting());
    }

    @Test
    void filesAreCounted() {
        Map<String, ManifestFile> full = manifest(file("a", 1), file("b", 1), file("c", 1));
        assertEquals(
                List.of(file("c", 2)),
                Fit.of(full, List.of(file("d", 1), file("c", 2)), QUOTAS).fitting());
    }

    private static Map<String, ManifestFile> manifest(ManifestFile... files) {
        return List.of(files).stream().collect(java.util.stream.Collectors.toMap(ManifestFile::path, file -> file));
    }

    private static ManifestFile file(String path, long size) {
        return new ManifestFile(path, "0".repeat(64), size, false);
    }
}
