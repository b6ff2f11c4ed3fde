package org.codearena.server.workspace;

import org.codearena.server.workspace.project.Quotas;

/**
 * Projects and their sessions.
 *
 * @param quotas how much people may keep
 */
public record WorkspaceConfig(Quotas quotas) {
    public static WorkspaceConfig defaults() {
        return new WorkspaceConfig(Quotas.DEFAULT);
    }
}
