package org.codearena.server.problem;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.codearena.server.infra.Blobs;
import org.codearena.server.infra.Database;
import org.codearena.server.kernel.Ids;
import org.codearena.server.problem.ImportStore.Order;
import org.codearena.server.problem.format.Finding;
import org.codearena.server.problem.format.PackageLimits;
import org.codearena.server.problem.format.PackageRefusedException;
import org.codearena.server.problem.format.ParsedPackage;
import org.codearena.server.problem.format.ProblemPackages;
import org.codearena.server.problem.format.ZipIntake;
import org.codearena.server.problem.format.ZipIntake.UnpackedPackage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries imports out: the package is read, its tests become blobs, its own submissions are judged, and only then does the
 * new version become the problem's. A package whose submissions disagree is not published unless that was asked for.
 * Doing an import twice does no harm.
 */
public final class ProblemImports {
    private static final Logger log = LoggerFactory.getLogger(ProblemImports.class);

    private static final Duration RESUMED_AFTER = Duration.ofMinutes(2);
    private static final Duration GIVEN_UP_AFTER = Duration.ofDays(1);
    private static final int RESUMED_AT_ONCE = 100;

    private final Database database;
    private final Blobs blobs;
    private final Ids ids;
    private final PackageJudging judging;
    private final ProblemPackages packages;
    private final ZipIntake zips;
    private final PackageStorage stored;
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
        this.stored = new PackageStorage(blobs);
    }

    /** Does an import that was ordered; one that is done or unknown is passed over. */
    void carryOut(UUID id) throws IOException {
        Optional<Order> order = database.read(handle -> imports.running(handle, id));
        if (order.isPresent()) {
            carryOut(order.get());
        }
    }

    /** Has those queued again that have not ended for a while, in case their job was never made, or is gone; gives up the oldest. */
    void resume(Consumer<UUID> enqueue) {
        int given = database.inTransaction(tx -> imports.giveUp(tx, GIVEN_UP_AFTER));
        if (given > 0) {
            log.atError().addKeyValue("imports", given).log("imports given up");
        }
        database.read(handle -> imports.runningFor(handle, RESUMED_AFTER, RESUMED_AT_ONCE))
                .forEach(enqueue);
    }

    private void carryOut(Order order) throws IOException {
        ImportProgress progress = new ImportProgress(database, order.id());
        try (InputStream zip = blobs.open(order.packageBlob());
                UnpackedPackage unpacked = zips.unpack(zip)) {
            unpacked.leftOut()
                    .forEach(name -> progress.say(
                            "warning",
                            shown(name)
                                    + ": is ignored: names consist of letters a to z, digits, '.', '_' and '-', and begin with"
                                    + " no dash"));
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

    private static String shown(String name) {
        return name.replaceAll("[\\p{Cntrl}\\p{Cf}]", "?");
    }

    private static String level(Finding finding) {
        return switch (finding.level()) {
            case NOTE -> "info";
            case WARNING -> "warning";
            case ERROR -> "error";
        };
    }

    private void importInto(Order order, ParsedPackage parsed, ImportProgress progress) throws IOException {
        parsed.findings().forEach(finding -> progress.say(level(finding), finding.toString()));
        if (parsed.metadata().difficulty().isEmpty()) {
            progress.say("warning", "no keyword says easy, medium or hard: it is taken as medium");
        }
        StoredVersion read = stored.store(parsed);
        progress.say(
                "info",
                "%d tests and %d submissions read"
                        .formatted(parsed.tests().size(), parsed.submissions().size()));
        PackageChecks checks = new PackageChecks(parsed, stored, judging, progress);
        if (!checks.canBeJudged(read)) {
            progress.say(
                    "error", "not published: without its output validator nothing can be judged; mend the package");
            progress.end("failed");
            return;
        }
        boolean dataHolds = checks.dataHolds(read);
        OwnSubmissions own = new OwnSubmissions(parsed, judging, progress);
        StoredVersion version = own.judge(read);
        if ((dataHolds && own.allAgree()) || order.force()) {
            publish(order, parsed, version, progress);
        } else {
            progress.say(
                    "error",
                    "not published: "
                            + (own.allAgree()
                                    ? "data of the package is not what it should be"
                                    : "submissions of the package disagree with what it expects of them")
                            + "; mend the package, or import it with force=true");
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
            publish(parsed, stored.store(parsed));
        } catch (PackageRefusedException refused) {
            log.atError()
                    .addKeyValue("package", directory)
                    .addKeyValue("reason", refused.getMessage())
                    .log("shipped problem refused");
        } catch (IOException failure) {
            log.atError().setCause(failure).addKeyValue("package", directory).log("shipped problem not imported");
        }
    }

    /**
     * Publishes and ends the import at once: were these two, a server that died in between would come again and publish an
     * old package over whatever was published meanwhile.
     */
    private void publish(Order order, ParsedPackage parsed, StoredVersion version, ImportProgress progress) {
        Optional<UUID> published = database.inTransaction(tx -> {
            if (!imports.lockRunning(tx, order.id()) || imports.isOvertaken(tx, order)) {
                return Optional.empty();
            }
            UUID id = problems.publish(tx, ids.next(), ids.next(), parsed, version);
            progress.done(tx, "published as '" + order.slug() + "'");
            return Optional.of(id);
        });
        if (published.isPresent()) {
            tell(parsed, version, published.get());
        } else {
            progress.say(
                    "error", "not published: a package that was sent later is published as '" + order.slug() + "'");
            progress.end("failed");
        }
    }

    private void publish(ParsedPackage parsed, StoredVersion version) {
        tell(
                parsed,
                version,
                database.inTransaction(tx -> problems.publish(tx, ids.next(), ids.next(), parsed, version)));
    }

    private static void tell(ParsedPackage parsed, StoredVersion version, UUID id) {
        log.atInfo()
                .addKeyValue("problem", parsed.slug())
                .addKeyValue("version", id)
                .addKeyValue("tests", version.tests().size())
                .log("problem published");
    }
}
