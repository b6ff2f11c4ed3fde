package org.codearena.server.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.codearena.server.identity.Caller;
import org.codearena.server.identity.Callers;
import org.codearena.server.identity.Role;
import org.codearena.server.infra.Blobs;
import org.codearena.server.infra.Database;
import org.codearena.server.infra.http.Cursor;
import org.codearena.server.infra.http.Feature;
import org.codearena.server.infra.http.Json;
import org.codearena.server.infra.http.PageRequest;
import org.codearena.server.infra.http.Params;
import org.codearena.server.infra.http.Routes;
import org.codearena.server.kernel.Fault;
import org.codearena.server.problem.ProblemStore.After;
import org.codearena.server.problem.ProblemStore.Filter;
import org.codearena.server.problem.ProblemStore.Row;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Problems for people, over HTTP. */
public final class ProblemRoutes implements Feature {
    private static final Logger log = LoggerFactory.getLogger(ProblemRoutes.class);

    private static final Set<String> DIFFICULTIES = Set.of("easy", "medium", "hard");
    /** A picture may hold script: as a document of its own it is allowed to do nothing. */
    private static final String INERT = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

    /** Viewers of PDF do not work in a sandbox, and run no script of the document with our rights. */
    private static final String SHOWN_BY_US = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'";

    private static final HeaderName CONTENT_SECURITY_POLICY = HeaderNames.create("Content-Security-Policy");
    private static final HeaderName FRAME_OPTIONS = HeaderNames.create("X-Frame-Options");

    record ProblemItem(
            String slug,
            String title,
            String difficulty,
            List<String> tags,
            @Nullable Double acceptance,
            boolean solvedByMe) {}

    /** A sample; with an interaction it is that alone, and the other two are empty. */
    record SampleText(
            String input,
            String answer,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String interaction) {}

    record ShownLimits(long timeMs, long memoryBytes, long outputBytes, long codeBytes) {}

    record Attachment(String name, String url, long bytes) {}

    record ProblemDetail(
            String slug,
            String title,
            String difficulty,
            List<String> tags,
            @Nullable String statementHtml,
            @Nullable String statementPdfUrl,
            List<SampleText> samples,
            ShownLimits limits,
            List<String> languages,
            Map<String, String> starterCode,
            String kind,
            int testCount,
            String statementLanguage,
            List<String> statementLanguages,
            List<Attachment> attachments) {}

    private final Database database;
    private final Blobs blobs;
    private final ProblemStore problems = new ProblemStore();
    private final ShownVersions versions;
    private final StarterCode starterCode;
    private final SolvedProblems solved;

    public ProblemRoutes(Database database, Blobs blobs, StarterCode starterCode, SolvedProblems solved) {
        this.database = database;
        this.blobs = blobs;
        this.versions = new ShownVersions(database, problems, blobs);
        this.starterCode = starterCode;
        this.solved = solved;
    }

    @Override
    public void declare(Routes routes) {
        routes.get("/problems", this::list)
                .summary("Problems, the easiest first")
                .query("query", "only those whose title or slug contains this")
                .query("tag", "only those with this tag")
                .query("difficulty", "easy, medium or hard")
                .answersPageOf(ProblemItem.class);
        routes.get("/problems/{slug}", this::show)
                .summary("One problem: statement, samples, limits, languages with what an editor starts with")
                .query("language", "the statement's language; en unless told, or else the first there is")
                .answers(200, ProblemDetail.class)
                .refuses(404, "there is no such problem");
        routes.get("/problems/{slug}/files/{name}", this::file)
                .summary("A picture or document of a problem's statement")
                .answers(200, "image/* or application/pdf", "the file")
                .refuses(404, "there is no such file");
        routes.delete("/problems/{slug}", this::delete)
                .summary("Hides a problem; what was submitted for it stays")
                .guardedBy(Callers.setters())
                .answersNothing()
                .refuses(404, "there is no such problem");
    }

    private void list(ServerRequest request, ServerResponse response) {
        PageRequest page = PageRequest.of(request);
        Filter filter = new Filter(
                Params.query(request, "query"),
                Params.query(request, "tag"),
                Params.query(request, "difficulty").map(ProblemRoutes::difficulty),
                isSetter(request));
        Optional<After> after =
                page.after().map(cursor -> new After(cursor.number(0), cursor.string(1), cursor.uuid(2)));
        List<Row> rows = database.read(handle -> problems.list(handle, filter, after, page.fetch()));
        Set<UUID> mine = Callers.person(request)
                .map(person ->
                        solved.among(person.id(), rows.stream().map(Row::id).toList()))
                .orElse(Set.of());
        Json.send(
                response,
                page.page(rows, row -> item(row, mine), row -> Cursor.of(row.difficultyRank(), row.title(), row.id())));
    }

    private static String difficulty(String given) {
        if (!DIFFICULTIES.contains(given)) {
            throw Fault.badField("difficulty", "'" + given + "' is unknown, known are easy, medium and hard");
        }
        return given;
    }

    private static ProblemItem item(Row row, Set<UUID> mine) {
        return new ProblemItem(
                row.slug(), row.title(), row.difficulty(), row.tags(), row.acceptance(), mine.contains(row.id()));
    }

    private void show(ServerRequest request, ServerResponse response) {
        ShownVersions.Shown shown = find(request);
        Row row = shown.row();
        StoredVersion version = shown.version();
        String language = language(version, Params.query(request, "language"));
        StoredVersion.Statement statement =
                Objects.requireNonNull(version.statements().get(language));
        Map<String, String> starters = starterCode.byLanguage(version.rules().languages());
        Json.send(
                response,
                new ProblemDetail(
                        row.slug(),
                        statement.title(),
                        row.difficulty(),
                        row.tags(),
                        statement.pdf() == null ? statement.html() : null,
                        statement.pdf() == null ? null : url(row, statement.pdf()),
                        shown.samples(),
                        new ShownLimits(
                                version.timeMs(), version.memoryBytes(), version.outputBytes(), version.codeBytes()),
                        List.copyOf(starters.keySet()),
                        starters,
                        version.rules().kind(),
                        version.tests().size(),
                        language,
                        version.statements().keySet().stream().sorted().toList(),
                        attachments(row, version)));
    }

    private ShownVersions.Shown find(ServerRequest request) {
        String slug = Params.path(request, "slug");
        return versions.find(slug, isSetter(request))
                .orElseThrow(() -> Fault.notFound("there is no problem '" + slug + "'"));
    }

    private static boolean isSetter(ServerRequest request) {
        return Callers.person(request).filter(person -> person.may(Role.SETTER)).isPresent();
    }

    private static String language(StoredVersion version, Optional<String> asked) {
        Set<String> known = version.statements().keySet();
        return asked.filter(known::contains)
                .or(() -> Optional.of("en").filter(known::contains))
                .orElseGet(() -> known.stream().sorted().findFirst().orElseThrow());
    }

    private static String url(Row row, String file) {
        return Routes.BASE + "/problems/" + row.slug() + "/files/" + file;
    }

    private static List<Attachment> attachments(Row row, StoredVersion version) {
        return version.files().entrySet().stream()
                .filter(file -> file.getValue().download())
                .map(file -> new Attachment(
                        file.getKey(), url(row, file.getKey()), file.getValue().bytes()))
                .sorted(Comparator.comparing(Attachment::name))
                .toList();
    }

    private void file(ServerRequest request, ServerResponse response) throws IOException {
        ShownVersions.Shown shown = find(request);
        String name = Params.path(request, "name");
        StoredVersion.File file = Optional.ofNullable(shown.version().files().get(name))
                .orElseThrow(() -> Fault.notFound("problem '" + shown.row().slug() + "' has no file '" + name + "'"));
        response.header(HeaderNames.CONTENT_TYPE, file.mediaType())
                .header(HeaderNames.CONTENT_LENGTH, String.valueOf(file.bytes()))
                .header(HeaderNames.CACHE_CONTROL, "private, max-age=300");
        if (file.mediaType().equals("application/pdf") && !file.download()) {
            response.header(CONTENT_SECURITY_POLICY, SHOWN_BY_US).header(FRAME_OPTIONS, "SAMEORIGIN");
        } else {
            response.header(CONTENT_SECURITY_POLICY, INERT);
        }
        if (file.download()) {
            // Names are letters, digits, dots, dashes and underscores: nothing in them needs quoting.
            response.header(HeaderNames.CONTENT_DISPOSITION, "attachment; filename=\"" + name + "\"");
        }
        try (InputStream bytes = blobs.open(file.sha256());
                var out = response.outputStream()) {
            bytes.transferTo(out);
        }
    }

    private void delete(ServerRequest request, ServerResponse response) {
        String slug = Params.path(request, "slug");
        Caller.Person setter = Callers.require(request);
        if (!database.inTransaction(tx -> problems.delete(tx, slug))) {
            throw Fault.notFound("there is no problem '" + slug + "'");
        }
        log.atInfo()
                .addKeyValue("problem", slug)
                .addKeyValue("setter", setter.username())
                .log("problem deleted");
        Json.sendNothing(response);
    }
}
