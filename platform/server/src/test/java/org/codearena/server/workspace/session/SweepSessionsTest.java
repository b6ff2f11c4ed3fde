package org.codearena.server.workspace.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.codearena.server.Until;
import org.codearena.server.infra.Breakage;
import org.codearena.server.workspace.orchestrator.Environment;
import org.codearena.server.workspace.orchestrator.FakeOrchestrator;
import org.codearena.server.workspace.orchestrator.Orchestrator;
import org.codearena.server.workspace.orchestrator.Wanted;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sweep of sessions as a job: done twice, and broken off anywhere, while the reconciler does its own work. */
final class SweepSessionsTest {
    @TempDir
    private Path directory;

    private final Breakage breakage = new Breakage();
    private final FakeOrchestrator orchestrator = new FakeOrchestrator(new FakeOrchestrator.Disks(), 2);
    private Studio studio;
    private UUID user;
    private UUID session;
    private SweepSessions.Handler handler;

    @BeforeEach
    void startASession() {
        studio = new Studio(directory, breakage.database());
        Studio.Running server = studio.start(breakage.through(Orchestrator.class, orchestrator));
        user = studio.user();
        session = studio.request(server, user, studio.project(user, Map.of("main.py", "print()\n")));
        studio.await(session, Phase.RUNNING);
        handler = new SweepSessions.Handler(server.service());
    }

    @AfterEach
    void end() {
        studio.close();
        orchestrator.close();
    }

    /** An environment that belongs to no session, and a disk that nothing is on for anybody. */
    private void orphans() {
        orphan();
        orchestrator.list().stream()
                .filter(each -> !each.session().equals(session))
                .map(Environment::name)
                .forEach(name -> orchestrator.remove(name, true));
        orphan();
    }

    private void orphan() {
        orchestrator.ensure(new Wanted(UUID.randomUUID(), UUID.randomUUID(), user, "python", ""));
    }

    private void onlyTheSessionIsLeft() {
        Until.holds(
                "the orphan is gone",
                () -> orchestrator.list().stream()
                        .map(Environment::session)
                        .toList()
                        .equals(java.util.List.of(session)));
        assertEquals(Set.of(), orchestrator.leftDisks());
        studio.await(session, Phase.RUNNING);
    }

    @Test
    void doneTwiceItRemovesNothingMore() {
        orphans();
        handler.run(new SweepSessions());
        handler.run(new SweepSessions());
        onlyTheSessionIsLeft();
    }

    @Test
    void brokenOffAnywhereItIsDoneTheNextTime() throws Exception {
        breakage.atEveryStep(3, this::orphans, () -> handler.run(new SweepSessions()), this::onlyTheSessionIsLeft);
    }
}
