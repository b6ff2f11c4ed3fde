package org.codearena.server.problem;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.codearena.server.infra.Blobs;
import org.codearena.server.infra.Database;
import org.codearena.server.kernel.Ids;
import org.codearena.server.problem.ImportStore.Order;
import org.codearena.server.problem.format.Finding;
import org.codearena.server.problem.format.PackageDocument;
import org.codearena.server.problem.format.PackageFile;
import org.codearena.server.problem.format.PackageLimits;
import org.codearena.server.problem.format.PackageRefusedException;
import org.codearena.server.problem.format.PackageStatement;
import org.codearena.server.problem.format.PackageTest;
import org.codearena.server.problem.format.ParsedPackage;
import org.codearena.server.problem.format.ProblemLimits;
import org.codearena.server.problem.format.ProblemPackages;
import org.codearena.server.problem.format.ZipIntake;
import org.codearena.server.problem.format.ZipIntake.UnpackedPackage;
import org.codearena.server.validator.ValidatorFlags;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries imports out: the package is read, its tests become blobs, its own submissions are judged, and only then does the
 * new version become the problem's. A package whose submissions disagree is not published unless that was asked for.
 * Doing an import twice does no harm.
 */
public final class ProblemImports {
    private static final Logger log = LoggerFactory.getLogger(ProblemImports.class);

    private final Database database;
    private final Blobs blobs;
    private final Ids ids;
    private final PackageJudging judging;
    private final ProblemPackages packages;
    private final ZipIntake zips;
    private final ProblemStore problems = new ProblemStore();
    private final ImportStore imports = new ImportStore();

    public ProblemImports(Database database, Blobs blobs, Ids ids, PackageJudging judging) {
        this(database, blobs, ids, judging, PackageLimits.DEFAULT, new ZipIntake(PackageLimits.DEFAULT));
    }

    public ProblemImports(
            Database database, Blobs blobs, Ids ids, PackageJudging judging, PackageLimits limits, ZipIntake zips) {
        this.database = database;
        this.blobs = blobs;
        this.ids = ids;
        this.judging = judging;
        this.packages = new ProblemPackages(limits);
        this.zips = zips;
    }

    /** Does an import that was ordered; one that is done or unknown is passed over. */
    void carryOut(UUID id) throws IOException {
        Optional<Order> order = database.read(handle -> imports.running(handle, id));
        if (order.isPresent()) {
            carryOut(order.get());
        }
    }

    private void carryOut(Order order) throws IOException {
        ImportProgress progress = new ImportProgress(database, order.id());
        try (InputStream zip = blobs.open(order.packageBlob());
                UnpackedPackage unpacked = zips.unpack(zip)) {
            importInto(order, packages.read(unpacked.root(), order.slug()), progress);
        } catch (PackageRefusedException refused) {
            refused.findings().forEach(finding -> progress.say(level(finding), finding.toString()));
            progress.end("failed");
        } catch (IOException | RuntimeException failure) {
            log.atError().setCause(failure).addKeyValue("import", order.id()).log("import failed by our fault");
            progress.say("error", "the import failed by a fault of the server; it is tried again");
            throw failure;
        }
    }

    private static String level(Finding finding) {
        return finding.level() == Finding.Level.ERROR ? "error" : "warning";
    }

    private void importInto(Order order, ParsedPackage parsed, ImportProgress progress) throws IOException {
        parsed.warnings().forEach(warning -> progress.say("warning", warning.toString()));
        if (parsed.metadata().difficulty().isEmpty()) {
            progress.say("warning", "no keyword says easy, medium or hard: it is taken as medium");
        }
        StoredVersion read = store(parsed);
        progress.say(
                "info",
                "%d tests and %d submissions read"
                        .formatted(parsed.tests().size(), parsed.submissions().size()));
        OwnSubmissions own = new OwnSubmissions(parsed, judging, progress);
        StoredVersion version = own.judge(read);
        if (own.allAgree() || order.force()) {
            publish(parsed, version);
            progress.say("info", "published as '" + order.slug() + "'");
            progress.end("done");
        } else {
            progress.say(
                    "error",
                    "not published: submissions of the package disagree with what it expects of them;"
                            + " mend the package, or import it with force=true");
            progress.end("failed");
        }
    }

    /**
     * Imports every package of a directory whose slug was never used here, one after the other, without judging their
     * submissions: for packages that are known to be good. A problem that somebody deleted does not come back.
     */
    public void importShipped(Path directory) {
        try (Stream<Path> shipped = Files.list(directory)) {
            shipped.filter(each -> Files.exists(each.resolve("problem.yaml")))
                    .sorted()
                    .filter(each -> isNew(String.valueOf(each.getFileName())))
                    .forEach(this::importTrusted);
        } catch (IOException failure) {
            log.atError().setCause(failure).addKeyValue("directory", directory).log("shipped problems not readable");
        }
    }

    private boolean isNew(String slug) {
        return database.read(handle -> !problems.wasUsed(handle, slug));
    }

    private void importTrusted(Path directory) {
        try {
            ParsedPackage parsed = packages.read(directory);
            publish(parsed, store(parsed));
        } catch (PackageRefusedException refused) {
            log.atError()
                    .addKeyValue("package", directory)
                    .addKeyValue("reason", refused.getMessage())
                    .log("shipped problem refused");
        } catch (IOException failure) {
            log.atError().setCause(failure).addKeyValue("package", directory).log("shipped problem not imported");
        }
    }

    private void publish(ParsedPackage parsed, StoredVersion version) {
        UUID id = database.inTransaction(tx -> problems.publish(tx, ids.next(), ids.next(), parsed, version));
        log.atInfo()
                .addKeyValue("problem", parsed.slug())
                .addKeyValue("version", id)
                .addKeyValue("tests", version.tests().size())
                .log("problem published");
    }

    /** Puts the package's tests and files into the object store. */
    private StoredVersion store(ParsedPackage parsed) throws IOException {
        List<StoredTest> tests = new ArrayList<>();
        for (PackageTest test : parsed.tests()) {
            tests.add(store(tests.size() + 1, test));
        }
        Map<String, StoredVersion.File> files = new LinkedHashMap<>();
        for (PackageDocument document : parsed.documents()) {
            files.put(document.name(), store(document));
        }
        Map<String, StoredVersion.Statement> statements = new LinkedHashMap<>();
        for (PackageStatement statement : parsed.statements()) {
            statements.put(
                    statement.language(),
                    new StoredVersion.Statement(
                            statement.title(), statement.html(), statement.pdf().orElse(null)));
        }
        ProblemLimits limits = parsed.metadata().limits();
        return new StoredVersion(
                parsed.hash(),
                limits.time().given().orElse(OwnSubmissions.UNKNOWN_MS),
                limits.memoryBytes(),
                limits.outputBytes(),
                limits.codeBytes(),
                statements,
                files,
                tests,
                JudgingRules.PLAIN);
    }

    private StoredTest store(int number, PackageTest test) throws IOException {
        String input = put(test.input());
        String answer = put(test.answer());
        return new StoredTest(
                number,
                test.name(),
                test.group(),
                test.sample(),
                input,
                test.input().bytes(),
                answer,
                test.answer().bytes(),
                test.shownInput().isPresent() ? put(test.shownInput().get()) : input,
                test.shownAnswer().isPresent() ? put(test.shownAnswer().get()) : answer,
                ValidatorFlags.parse(test.flags()),
                List.of(),
                test.flags(),
                Map.of(),
                test.sample(),
                null);
    }

    private StoredVersion.File store(PackageDocument document) throws IOException {
        return new StoredVersion.File(
                put(document.file()),
                document.mediaType(),
                document.file().bytes(),
                document.kind() == PackageDocument.Kind.ATTACHMENT);
    }

    private String put(PackageFile file) throws IOException {
        try (InputStream bytes = Files.newInputStream(file.location())) {
            return blobs.put(bytes);
        }
    }
}
