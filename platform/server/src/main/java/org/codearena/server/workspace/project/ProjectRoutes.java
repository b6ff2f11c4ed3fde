package org.codearena.server.workspace.project;

import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.codearena.contract.workspace.WorkspaceOpen.Task;
import org.codearena.server.identity.Callers;
import org.codearena.server.infra.http.Cursor;
import org.codearena.server.infra.http.Feature;
import org.codearena.server.infra.http.Idempotency;
import org.codearena.server.infra.http.Idempotency.Answer;
import org.codearena.server.infra.http.Json;
import org.codearena.server.infra.http.PageRequest;
import org.codearena.server.infra.http.Params;
import org.codearena.server.infra.http.Routes;
import org.codearena.server.kernel.Fault;
import org.codearena.server.language.OfferedLanguages;
import org.codearena.server.workspace.project.ProjectStore.After;
import org.jspecify.annotations.Nullable;

/** Projects, over HTTP: each is its owner's alone. */
final class ProjectRoutes implements Feature {
    /** From a template, or without files in a language. */
    record ProjectRequest(
            String name,
            @Nullable String template,
            @Nullable String language) {}

    /** What is not there stays as it is. */
    record ProjectChange(@Nullable String name, @Nullable List<Task> tasks) {}

    record ShownSession(UUID id, String phase) {}

    record ShownProject(
            UUID id,
            String name,
            String language,
            @Nullable String template,
            List<Task> tasks,
            long revision,
            long files,
            long bytes,
            Instant createdAt,
            Instant changedAt,
            @Nullable Instant openedAt,
            @Nullable ShownSession session) {
        static ShownProject of(Project project) {
            return new ShownProject(
                    project.id(),
                    project.name(),
                    project.language(),
                    project.template().orElse(null),
                    project.tasks(),
                    project.revision(),
                    project.files(),
                    project.bytes(),
                    project.createdAt(),
                    project.changedAt(),
                    project.openedAt().orElse(null),
                    project.live()
                            .map(live -> new ShownSession(live.id(), live.phase()))
                            .orElse(null));
        }
    }

    private final Projects projects;
    private final Templates templates;
    private final OfferedLanguages languages;
    private final Idempotency idempotency;

    ProjectRoutes(Projects projects, Templates templates, OfferedLanguages languages, Idempotency idempotency) {
        this.projects = projects;
        this.templates = templates;
        this.languages = languages;
        this.idempotency = idempotency;
    }

    @Override
    public void declare(Routes routes) {
        routes.post("/projects", this::create)
                .summary("Makes a project of a template, or an empty one in a language")
                .takes(ProjectRequest.class)
                .guardedBy(Callers.signedIn())
                .idempotent()
                .answers(201, ShownProject.class)
                .refuses(400, "the template or the language is unknown, or the name is not allowed")
                .refuses(409, "one has a project of that name, or as many as are allowed")
                .refuses(413, "one's projects would be too large together");
        routes.get("/projects", this::list)
                .summary("One's projects, what was changed last first, each with its session if one is not over")
                .guardedBy(Callers.signedIn())
                .answersPageOf(ShownProject.class);
        routes.get("/projects/{id}", this::show)
                .summary("One project, without its files")
                .guardedBy(Callers.signedIn())
                .answers(200, ShownProject.class)
                .refuses(404, "one has no such project");
        routes.patch("/projects/{id}", this::change)
                .summary("Renames a project, or gives it other tasks; a session shows them when it is started anew")
                .takes(ProjectChange.class)
                .guardedBy(Callers.signedIn())
                .answers(200, ShownProject.class)
                .refuses(404, "one has no such project")
                .refuses(409, "one has another project of that name");
        routes.delete("/projects/{id}", this::delete)
                .summary("Deletes a project and its files")
                .query("stop", "true ends a session that is not over; without it such a one is in the way")
                .guardedBy(Callers.signedIn())
                .answersNothing()
                .refuses(404, "one has no such project")
                .refuses(409, "it has a session that is not over");
    }

    private void create(ServerRequest request, ServerResponse response) throws IOException {
        NewProject project = checked(Json.read(request, ProjectRequest.class));
        UUID user = Callers.require(request).id();
        idempotency.answer(
                request,
                response,
                user,
                tx -> new Answer(Status.CREATED_201, ShownProject.of(projects.create(tx, user, project))));
    }

    private NewProject checked(ProjectRequest wanted) throws IOException {
        String name = Projects.checkName(wanted.name());
        if ((wanted.template() == null) == (wanted.language() == null)) {
            throw Fault.badField(
                    "template", "or language is needed, and not both: a template has its language already");
        }
        if (wanted.template() != null) {
            NewProject made = templates.require(wanted.template());
            languages.require(made.language());
            return made.called(name);
        }
        String language = languages.require(String.valueOf(wanted.language())).id();
        return NewProject.empty(name, language);
    }

    private void list(ServerRequest request, ServerResponse response) {
        PageRequest page = PageRequest.of(request);
        Optional<After> after = page.after().map(cursor -> new After(cursor.instant(0), cursor.uuid(1)));
        List<Project> rows = projects.list(Callers.require(request).id(), after, page.fetch());
        Json.send(response, page.page(rows, ShownProject::of, project -> Cursor.of(project.changedAt(), project.id())));
    }

    private void show(ServerRequest request, ServerResponse response) {
        Json.send(
                response,
                ShownProject.of(projects.require(Callers.require(request).id(), Params.id(request, "id"))));
    }

    private void change(ServerRequest request, ServerResponse response) {
        ProjectChange change = Json.read(request, ProjectChange.class);
        Project changed = projects.change(
                Callers.require(request).id(),
                Params.id(request, "id"),
                Optional.ofNullable(change.name()).map(Projects::checkName),
                Optional.ofNullable(change.tasks()).map(Tasks::check));
        Json.send(response, ShownProject.of(changed));
    }

    private void delete(ServerRequest request, ServerResponse response) {
        projects.delete(Callers.require(request).id(), Params.id(request, "id"), Params.flag(request, "stop"));
        Json.sendNothing(response);
    }
}
