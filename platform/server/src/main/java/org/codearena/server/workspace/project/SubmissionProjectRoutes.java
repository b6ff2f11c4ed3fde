package org.codearena.server.workspace.project;

import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.util.UUID;
import org.codearena.server.identity.Caller;
import org.codearena.server.identity.Callers;
import org.codearena.server.infra.http.Feature;
import org.codearena.server.infra.http.Idempotency;
import org.codearena.server.infra.http.Idempotency.Answer;
import org.codearena.server.infra.http.Params;
import org.codearena.server.infra.http.Routes;
import org.codearena.server.submission.SubmissionAccess;
import org.codearena.server.workspace.project.ProjectRoutes.ShownProject;

/** Opens a submission where it can be worked on, over HTTP. */
final class SubmissionProjectRoutes implements Feature {
    private final Projects projects;
    private final SubmissionProjects submissions;
    private final SubmissionAccess access;
    private final Idempotency idempotency;

    SubmissionProjectRoutes(
            Projects projects, SubmissionProjects submissions, SubmissionAccess access, Idempotency idempotency) {
        this.projects = projects;
        this.submissions = submissions;
        this.access = access;
        this.idempotency = idempotency;
    }

    @Override
    public void declare(Routes routes) {
        routes.post("/submissions/{id}/project", this::open)
                .summary("Makes a project of a submission, with the problem's samples; or answers the one made before")
                .guardedBy(Callers.signedIn())
                .idempotent()
                .answers(201, ShownProject.class)
                .refuses(403, "it is somebody else's submission, and the caller is no setter")
                .refuses(404, "there is no such submission")
                .refuses(409, "one has as many projects as are allowed, or its language is not installed any more");
    }

    private void open(ServerRequest request, ServerResponse response) throws IOException {
        Caller.Person person = Callers.require(request);
        UUID id = Params.id(request, "id");
        access.requireInsight(person, id);
        NewProject project = submissions.of(id);
        idempotency.answer(
                request,
                response,
                person.id(),
                tx -> new Answer(
                        Status.CREATED_201, ShownProject.of(projects.createOnce(tx, person.id(), id, project))));
    }
}
