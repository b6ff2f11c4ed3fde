package org.codearena.server.workspace.project;

import java.util.List;
import org.codearena.server.infra.Blobs;
import org.codearena.server.infra.Database;
import org.codearena.server.infra.http.Feature;
import org.codearena.server.infra.http.Idempotency;
import org.codearena.server.kernel.Ids;
import org.codearena.server.language.OfferedLanguages;
import org.codearena.server.submission.SubmissionAccess;

/** Everything about projects that is reached over HTTP. */
public final class ProjectFeatures {
    private final Templates templates;
    private final List<Feature> all;

    /**
     * The features.
     *
     * @param live where the files of projects with a live session are
     */
    public ProjectFeatures(
            Database database,
            Blobs blobs,
            Ids ids,
            OfferedLanguages languages,
            SubmissionAccess submissions,
            Idempotency idempotency,
            Quotas quotas,
            LiveFiles live) {
        this.templates = new Templates(blobs, languages.all());
        Projects projects = new Projects(database, ids, quotas, live);
        this.all = List.of(
                new ProjectRoutes(projects, templates, languages, idempotency),
                new FileRoutes(
                        projects,
                        new ProjectFiles(database, blobs, live, quotas),
                        new ProjectZip(blobs, quotas),
                        new ProjectArchive(blobs),
                        quotas),
                new SubmissionProjectRoutes(
                        projects, new SubmissionProjects(database, blobs, languages), submissions, idempotency));
    }

    /** Puts the plugins' templates into the object store, in the background. */
    public void start() {
        templates.storeAll();
    }

    public List<Feature> all() {
        return all;
    }
}
