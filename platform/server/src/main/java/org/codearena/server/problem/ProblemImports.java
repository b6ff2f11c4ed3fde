package org.codearena.server.problem;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.codearena.server.infra.Blobs;
import org.codearena.server.infra.Database;
import org.codearena.server.kernel.Ids;
import org.codearena.server.problem.ImportReport.JudgedSubmission;
import org.codearena.server.problem.ImportReport.Message;
import org.codearena.server.problem.ImportStore.Order;
import org.codearena.server.problem.ParsedPackage.PackageSubmission;
import org.codearena.server.problem.ParsedPackage.PackageTest;
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
    private final ProblemStore problems = new ProblemStore();
    private final ImportStore imports = new ImportStore();

    public ProblemImports(Database database, Blobs blobs, Ids ids, PackageJudging judging) {
        this.database = database;
        this.blobs = blobs;
        this.ids = ids;
        this.judging = judging;
    }

    /** Does an import that was ordered; one that is done or unknown is passed over. */
    void carryOut(UUID id) throws IOException {
        Optional<Order> order = database.read(handle -> imports.running(handle, id));
        if (order.isPresent()) {
            carryOut(order.get());
        }
    }

    private void carryOut(Order order) throws IOException {
        Path directory = Files.createTempDirectory("codearena-import");
        Progress progress = new Progress(order.id());
        try (InputStream zip = blobs.open(order.packageBlob())) {
            Path root = PackageZips.unpack(zip, directory.resolve("package"), ZipLimits.DEFAULT);
            importInto(order, ProblemPackages.read(root, order.slug()), progress);
        } catch (PackageRefusedException refused) {
            refused.findings().forEach(finding -> progress.say("error", finding));
            progress.end("failed");
        } catch (IOException | RuntimeException failure) {
            log.atError().setCause(failure).addKeyValue("import", order.id()).log("import failed by our fault");
            progress.say("error", "the import failed by a fault of the server; it is tried again");
            throw failure;
        } finally {
            deleteTree(directory);
        }
    }

    private void importInto(Order order, ParsedPackage parsed, Progress progress) throws IOException {
        parsed.warnings().forEach(warning -> progress.say("warning", warning));
        StoredVersion version = store(parsed);
        progress.say(
                "info",
                "%d tests and %d submissions read"
                        .formatted(parsed.tests().size(), parsed.submissions().size()));
        boolean allAgree = true;
        for (PackageSubmission submission : parsed.submissions()) {
            allAgree &= progress.judged(judging.judge(version, submission));
        }
        if (allAgree || order.force()) {
            publish(order.slug(), parsed, version);
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
        try (Stream<Path> packages = Files.list(directory)) {
            packages.filter(each -> Files.exists(each.resolve("problem.yaml")))
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
            ParsedPackage parsed = ProblemPackages.read(directory);
            publish(parsed.shortName(), parsed, store(parsed));
        } catch (IOException | PackageRefusedException failure) {
            log.atError().setCause(failure).addKeyValue("package", directory).log("shipped problem not imported");
        }
    }

    private void publish(String slug, ParsedPackage parsed, StoredVersion version) {
        database.useTransaction(tx -> problems.publish(tx, ids.next(), ids.next(), slug, parsed, version));
        log.atInfo()
                .addKeyValue("problem", slug)
                .addKeyValue("tests", version.tests().size())
                .log("problem published");
    }

    /** Puts the package's tests and files into the object store. */
    private StoredVersion store(ParsedPackage parsed) throws IOException {
        List<StoredTest> tests = new ArrayList<>();
        for (PackageTest test : parsed.tests()) {
            tests.add(new StoredTest(
                    tests.size() + 1,
                    test.name(),
                    test.group(),
                    test.sample(),
                    put(test.input()),
                    put(test.answer()),
                    test.flags()));
        }
        Map<String, String> files = new LinkedHashMap<>();
        for (Map.Entry<String, Path> file : parsed.files().entrySet()) {
            files.put(file.getKey(), put(file.getValue()));
        }
        Map<String, String> statements = new LinkedHashMap<>();
        parsed.statements().forEach((language, statement) -> statements.put(language, statement.html()));
        return new StoredVersion(
                parsed.limits().timeMs(),
                parsed.limits().memoryBytes(),
                parsed.limits().outputBytes(),
                statements,
                files,
                tests);
    }

    private String put(Path file) throws IOException {
        try (InputStream bytes = Files.newInputStream(file)) {
            return blobs.put(bytes);
        }
    }

    /** Only what we unpacked ourselves: no link leads out of it. */
    private static void deleteTree(Path directory) throws IOException {
        try (Stream<Path> tree = Files.walk(directory)) {
            for (Path each : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        }
    }

    /** What is written down of one import while it goes on. */
    private final class Progress {
        private final UUID id;
        private final List<Message> messages = new ArrayList<>();
        private final List<JudgedSubmission> submissions = new ArrayList<>();

        Progress(UUID id) {
            this.id = id;
        }

        void say(String level, String text) {
            messages.add(new Message(level, text));
            write("running");
        }

        boolean judged(JudgedSubmission submission) {
            submissions.add(submission);
            write("running");
            return submission.agrees();
        }

        void end(String state) {
            write(state);
        }

        private void write(String state) {
            database.useTransaction(tx -> imports.update(tx, id, new ImportReport(state, messages, submissions)));
        }
    }
}
