package org.codearena.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.codearena.server.language.OfferedLanguages;
import org.codearena.services.Home;
import tools.jackson.databind.JsonNode;

/** Brings problem packages into a running server and tells how their own submissions fared. */
final class Importing {
    private static final Duration TOOLCHAINS_WITHIN = Duration.ofMinutes(3);

    private final ApiClient api;
    private final Progress progress;

    Importing(ApiClient api, Progress progress) {
        this.api = api;
        this.progress = progress;
    }

    /** The exit code: 0 if all packages were taken and all their submissions agree. */
    int all(List<ProblemPackage> packages) {
        progress.during("languages", this::awaitToolchains);
        int submissions = 0;
        int differing = 0;
        int refused = 0;
        progress.line("%-8s  %-16s  %-36s  %-8s  %-24s  %s"
                .formatted("", "problem", "submission", "language", "expected", "verdict"));
        for (ProblemPackage each : packages) {
            ImportReport report = one(each);
            report.lines(each.slug()).forEach(progress::line);
            submissions += report.rows().size();
            differing +=
                    (int) report.rows().stream().filter(row -> !row.agrees()).count();
            refused += report.taken() ? 0 : 1;
        }
        progress.line("%d packages, %d submissions: %d differ, %d packages refused"
                .formatted(packages.size(), submissions, differing, refused));
        return differing + refused == 0 ? 0 : 1;
    }

    /** A server that has just been started looks at its toolchains first, and prepares those that need it. */
    private boolean awaitToolchains() {
        long deadline = System.nanoTime() + TOOLCHAINS_WITHIN.toNanos();
        JsonNode languages =
                api.getUntil("/languages", answer -> isLookedAtAll(answer) || System.nanoTime() > deadline);
        if (!isLookedAtAll(languages)) {
            throw new FailureException(
                    "the judge has not looked at all languages within %d s; its log is in the directory log of the data"
                            .formatted(TOOLCHAINS_WITHIN.toSeconds()));
        }
        return true;
    }

    private static boolean isLookedAtAll(JsonNode languages) {
        return languages
                .path("items")
                .valueStream()
                .noneMatch(language ->
                        language.path("unavailableReason").asString("").equals(OfferedLanguages.NOT_LOOKED_AT));
    }

    private ImportReport one(ProblemPackage each) {
        Path directory = temporary();
        try {
            Path zip = each.zip(directory);
            JsonNode accepted = api.postFile("/problems?slug=" + each.slug(), "application/zip", zip);
            return ImportReport.of(await(each.slug(), accepted.path("importId").asString("")));
        } finally {
            delete(directory);
        }
    }

    private JsonNode await(String slug, String importId) {
        return progress.during(
                slug,
                () -> api.getUntil(
                        "/imports/" + importId,
                        answer -> !answer.path("state").asString("").equals("running")));
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("codearena-import-");
        } catch (IOException failed) {
            throw new FailureException("cannot make a temporary directory: " + failed, failed);
        }
    }

    private static void delete(Path directory) {
        try {
            Home.deleteTree(directory);
        } catch (IOException failed) {
            throw new FailureException("cannot delete " + directory + ": " + failed, failed);
        }
    }
}
