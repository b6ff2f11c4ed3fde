package org.codearena.server.workspace;

import org.codearena.server.workspace.project.Quotas;
import org.codearena.server.workspace.session.SessionLimits;

/**
 * Projects and their sessions.
 *
 * @param quotas how much people may keep
 * @param sessions how many there may be of one person, and for how long
 * @param previewHost below which each port of each session has a host of its own; never the host of the app
 * @param environments where those of sessions come from
 */
public record WorkspaceConfig(Quotas quotas, SessionLimits sessions, String previewHost, Environments environments) {
    /** Without environments: projects can be made and kept, and their sessions wait. */
    public static WorkspaceConfig defaults() {
        return new WorkspaceConfig(Quotas.DEFAULT, SessionLimits.DEFAULT, "localhost", new Environments.None());
    }
}
