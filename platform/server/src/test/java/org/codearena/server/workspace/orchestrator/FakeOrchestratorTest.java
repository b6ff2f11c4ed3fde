package org.codearena.server.workspace.orchestrator;

import org.codearena.server.workspace.orchestrator.Environment.Endpoint;

final class FakeOrchestratorTest extends OrchestratorContract {
    private final FakeOrchestrator.Disks disks = new FakeOrchestrator.Disks();

    @Override
    protected Orchestrator open() {
        return new FakeOrchestrator(disks, 10);
    }

    @Override
    protected void kill(Environment environment) {
        ((FakeOrchestrator) orchestrator()).kill(environment.session());
    }

    @Override
    protected boolean keepsDisks() {
        return true;
    }

    @Override
    protected boolean environmentsOutliveIt() {
        return false;
    }

    @Override
    protected int activityStatus(Endpoint endpoint) {
        return RunnerCall.status(endpoint, "GET", "/activity");
    }
}
