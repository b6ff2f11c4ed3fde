package org.codearena.server.problem;

import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.regex.Pattern;
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

/**
 * Problem packages from setters, over HTTP. A package that cannot be read is refused at once, with everything that is
 * wrong with it; one that can be read is imported in the background.
 */
public final class ImportRoutes implements Feature {
    private static final Pattern SLUG = Pattern.compile("[a-z0-9]([a-z0-9-]{0,62}[a-z0-9])?");
    private static final long PACKAGE_BYTES = 256L << 20;

    record ImportAccepted(String slug, UUID importId) {}

    private final Database database;
    private final Blobs blobs;
    private final Ids ids;
    private final Consumer<UUID> enqueue;
    private final ImportStore imports = new ImportStore();

    /**
     * The routes.
     *
     * @param enqueue has the import of this id carried out in the background
     */
    public ImportRoutes(Database database, Blobs blobs, Ids ids, Consumer<UUID> enqueue) {
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
                .atMost(PACKAGE_BYTES)
                .guardedBy(Callers.setters())
                .answers(202, ImportAccepted.class)
                .refuses(400, "the package cannot be read, or is of a kind that is not supported")
                .refuses(413, "the package is larger than " + PACKAGE_BYTES + " bytes");
        routes.get("/imports/{id}", this::show)
                .summary("How an import goes")
                .guardedBy(Callers.setters())
                .answers(200, ImportReport.class)
                .refuses(404, "there is no such import");
    }

    private void accept(ServerRequest request, ServerResponse response) throws IOException {
        Optional<String> asked = Params.query(request, "slug").map(ImportRoutes::checkSlug);
        boolean force = Params.flag(request, "force");
        String blob = blobs.put(Body.stream(request));
        String shortName = shortName(blob, asked);
        String slug = asked.orElseGet(() -> checkSlug(shortName));
        Order order = new Order(ids.next(), slug, Callers.require(request).id(), blob, force);
        database.useTransaction(tx -> imports.insert(tx, order));
        enqueue.accept(order.id());
        Json.send(response, Status.ACCEPTED_202, new ImportAccepted(slug, order.id()));
    }

    /** Reads the package once, so that whoever sent it hears at once what is wrong with it. */
    private String shortName(String blob, Optional<String> asked) throws IOException {
        Path directory = Files.createTempDirectory("codearena-package");
        try (InputStream zip = blobs.open(blob)) {
            Path root = PackageZips.unpack(zip, directory.resolve("package"), ZipLimits.DEFAULT);
            return asked.isPresent()
                    ? ProblemPackages.read(root, asked.get()).shortName()
                    : ProblemPackages.read(root).shortName();
        } catch (PackageRefusedException refused) {
            throw Fault.badInput(
                    "the package cannot be imported: " + refused.getMessage(),
                    refused.findings().stream()
                            .map(finding -> new Fault.FieldError("package", finding))
                            .toList());
        } finally {
            PackageZips.deleteTree(directory);
        }
    }

    private static String checkSlug(String slug) {
        if (!SLUG.matcher(slug).matches()) {
            throw Fault.badField(
                    "slug",
                    "'" + slug + "' is not allowed: 1 to 64 lower-case letters, digits and hyphens, none at the ends;"
                            + " another one can be given as ?slug=");
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
