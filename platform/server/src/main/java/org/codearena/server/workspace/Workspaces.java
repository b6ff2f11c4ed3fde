package org.codearena.server.workspace;

import java.util.List;
import org.codearena.server.infra.Blobs;
import org.codearena.server.infra.Database;
import org.codearena.server.infra.http.Feature;
import org.codearena.server.infra.http.Idempotency;
import org.codearena.server.kernel.Ids;
import org.codearena.server.language.OfferedLanguages;
import org.codearena.server.workspace.project.LiveFiles;
import org.codearena.server.workspace.project.ProjectFeatures;

/** The door of this feature: what the composition root wires. */
public final class Workspaces {
    /** What it is made of, all of it the composition root's. */
    public record Parts(Database database, Blobs blobs, Ids ids, OfferedLanguages languages, Idempotency idempotency) {}

    private final ProjectFeatures projects;

    public Workspaces(Parts parts, WorkspaceConfig config) {
        this.projects = new ProjectFeatures(
                parts.database(),
                parts.blobs(),
                parts.ids(),
                parts.languages(),
                parts.idempotency(),
                config.quotas(),
                LiveFiles.none());
    }

    /** Puts the plugins' templates into the object store, in the background. */
    public void start() {
        projects.start();
    }

    public List<Feature> features() {
        return projects.all();
    }
}
