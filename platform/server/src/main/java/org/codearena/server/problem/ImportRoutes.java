package org.codearena.server.problem;

import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.codearena.server.identity.Callers;
import org.codearena.server.infra.Blobs;
import org.codearena.server.infra.Database;
import org.codearena.server.infra.http.Body;
import org.codearena.server.infra.http.Feature;
import org.codearena.server.infra.http.Json;
import org.codearena.server.infra.http.Params;
import org.codearena.server.infra.http.Routes;
import org.codearena.server.kernel.Fault;
import org.codearena.server.kernel.Ids;
import org.codearena.server.problem.ImportStore.Order;
import org.codearena.server.problem.format.Finding;
import org.codearena.server.problem.format.PackageLimits;
import org.codearena.server.problem.format.PackageRefusedException;
import org.codearena.server.problem.format.ProblemPackages;
import org.codearena.server.problem.format.ZipIntake;
import org.codearena.server.problem.format.ZipIntake.UnpackedPackage;

/**
 * Problem packages from setters, over HTTP. A package that cannot be read is refused at once, with everything that is
 * wrong with it; one that can be read is imported in the background.
 */
public final class ImportRoutes implements Feature {
    private static final PackageLimits LIMITS = PackageLimits.DEFAULT;

    /** Unpacking takes disk and time, so only so many packages are read at once. */
    private static final int AT_ONCE = 4;

    record ImportAccepted(String slug, UUID importId) {}

    private final Database database;
    private final Blobs blobs;
    private final Ids ids;
    private final Consumer<UUID> enqueue;
    private final ImportStore imports = new ImportStore();
    private final ProblemPackages packages = new ProblemPackages(LIMITS);
    private final ZipIntake zips;
    private final Semaphore reading = new Semaphore(AT_ONCE);

    /**
     * The routes.
     *
     * @param enqueue has the import of this id carried out in the background
     */
    public ImportRoutes(Database database, Blobs blobs, Ids ids, Consumer<UUID> enqueue) {
        this(database, blobs, ids, enqueue, new ZipIntake(LIMITS));
    }

    ImportRoutes(Database database, Blobs blobs, Ids ids, Consumer<UUID> enqueue, ZipIntake zips) {
        this.zips = zips;
        this.database = database;
        this.blobs = blobs;
        this.ids = ids;
        this.enqueue = enqueue;
    }

    @Override
    public void declare(Routes routes) {
        routes.post("/problems", this::accept)
                .summary("Imports a problem package; it is published once its own submissions agree with it")
                .query("slug", "the problem's slug, in place of the package's own name")
                .query("force", "true publishes although submissions of the package disagree")
                .takes("application/zip", "a problem package")
                .atMost(LIMITS.archiveBytes())
                .guardedBy(Callers.setters())
                .answers(202, ImportAccepted.class)
                .refuses(400, "the package cannot be read, or is of a kind that is not supported")
                .refuses(413, "the package is larger than " + LIMITS.archiveBytes() + " bytes");
        routes.get("/imports/{id}", this::show)
                .summary("How an import goes")
                .guardedBy(Callers.setters())
                .answers(200, ImportReport.class)
                .refuses(404, "there is no such import");
    }

    private void accept(ServerRequest request, ServerResponse response) {
        Optional<String> asked = Params.query(request, "slug").map(ImportRoutes::checkSlug);
        boolean force = Params.flag(request, "force");
        if (!reading.tryAcquire()) {
            throw Fault.unavailable(
                    AT_ONCE + " packages are being read, which is all that may at once", Duration.ofSeconds(5));
        }
        try {
            Order order = order(request, asked, force);
            enqueue.accept(order.id());
            Json.send(response, Status.ACCEPTED_202, new ImportAccepted(order.slug(), order.id()));
        } finally {
            reading.release();
        }
    }

    /** Reads the package once, so that whoever sent it hears at once what is wrong with it; only then it is kept. */
    private Order order(ServerRequest request, Optional<String> asked, boolean force) {
        try (UnpackedPackage unpacked = zips.unpack(Body.stream(request));
                InputStream archive = Files.newInputStream(unpacked.archive())) {
            String slug = asked.orElseGet(() -> checkSlug(unpacked.name().orElse("")));
            packages.read(unpacked.root(), slug);
            Order order = new Order(ids.next(), slug, Callers.require(request).id(), blobs.put(archive), force);
            database.useTransaction(tx -> imports.insert(tx, order));
            return order;
        } catch (PackageRefusedException refused) {
            throw Fault.badInput("the package cannot be imported: " + refused.getMessage(), errors(refused));
        } catch (IOException failure) {
            throw failureOf(failure);
        }
    }

    private static List<Fault.FieldError> errors(PackageRefusedException refused) {
        return refused.findings().stream()
                .filter(finding -> finding.level() == Finding.Level.ERROR)
                .map(finding ->
                        new Fault.FieldError(finding.path().isEmpty() ? "package" : finding.path(), finding.text()))
                .toList();
    }

    private static RuntimeException failureOf(IOException failure) {
        boolean full = String.valueOf(failure.getMessage()).contains("No space left on device");
        return full
                ? Fault.unavailable("the server's disk is full: nothing was imported", Duration.ofMinutes(1))
                : new UncheckedIOException(failure);
    }

    private static String checkSlug(String slug) {
        if (!ProblemPackages.isSlug(slug)) {
            throw Fault.badField(
                    "slug",
                    (slug.isEmpty()
                                    ? "the zip has no directory around its files that names the problem"
                                    : "'" + slug + "' is not allowed")
                            + ": a name has " + ProblemPackages.slugRule() + "; it can be given as ?slug=");
        }
        return slug;
    }

    private void show(ServerRequest request, ServerResponse response) {
        UUID id = Params.id(request, "id");
        Json.send(
                response,
                database.read(handle -> imports.report(handle, id))
                        .orElseThrow(() -> Fault.notFound("there is no import " + id)));
    }
}
