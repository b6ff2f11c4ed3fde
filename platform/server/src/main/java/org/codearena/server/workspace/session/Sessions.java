package org.codearena.server.workspace.session;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.codearena.server.infra.Database;
import org.codearena.server.kernel.Fault;
import org.codearena.server.kernel.Ids;
import org.codearena.server.workspace.project.Project;
import org.codearena.server.workspace.project.ProjectStore;
import org.codearena.server.workspace.session.SessionStore.Named;
import org.jdbi.v3.core.Handle;

/** Asks for sessions, finds them, has them stopped. What is asked for here others bring about. Thread-safe. */
public final class Sessions {
    static final String CLOSED = "it was closed";

    private final Database database;
    private final Ledger ledger;
    private final Ids ids;
    private final InstantSource clock;
    private final SessionLimits limits;
    private final ProjectStore projects = new ProjectStore();

    Sessions(Ledger ledger, Ids ids, InstantSource clock, SessionLimits limits) {
        this.database = ledger.database();
        this.ledger = ledger;
        this.ids = ids;
        this.clock = clock;
        this.limits = limits;
    }

    /** The live session of this project of theirs; a new one, if it has none. */
    Session request(Handle tx, UUID user, UUID project) {
        ledger.rows().lockUser(tx, user);
        Project wanted =
                projects.find(tx, user, project).orElseThrow(() -> Fault.notFound("you have no project " + project));
        return ledger.rows().liveOf(tx, project).orElseGet(() -> begin(tx, user, wanted));
    }

    private Session begin(Handle tx, UUID user, Project project) {
        List<Named> live = ledger.rows().liveOfUser(tx, user);
        if (live.size() >= limits.perUser()) {
            throw Fault.conflict("you have %d live sessions, at most %d are allowed: close one of %s first"
                    .formatted(
                            live.size(),
                            limits.perUser(),
                            live.stream()
                                    .map(each -> "'" + each.project() + "' (" + each.id() + ")")
                                    .collect(Collectors.joining(", "))));
        }
        Session session = ledger.rows().insert(tx, ids.next(), project.id(), user, project.language());
        projects.opened(tx, project.id());
        ledger.append(tx, session, List.of(SessionEvent.New.phase(Phase.REQUESTED, "")));
        ledger.want(tx, session.id());
        return session;
    }

    /** A session, whoever's it is. */
    public Optional<Session> find(UUID id) {
        return database.read(handle -> ledger.rows().find(handle, id));
    }

    /** A session of this person, or a 404 that does not tell whether it is somebody else's. */
    public Session require(UUID user, UUID id) {
        return find(id).filter(session -> session.owner().equals(user))
                .orElseThrow(() -> Fault.notFound("you have no session " + id));
    }

    List<Session> list(UUID user, boolean live, Optional<SessionStore.After> after, int limit) {
        return database.read(handle -> ledger.rows().list(handle, user, live, after, limit));
    }

    /** Wants it stopped, its files saved; one that is over stays as it is. */
    Session stop(UUID user, UUID id, String reason) {
        Session session = require(user, id);
        database.useTransaction(tx -> {
            if (ledger.rows().stop(tx, id, reason)) {
                ledger.append(tx, session, List.of(SessionEvent.New.notice("closing", reason)));
                ledger.want(tx, id);
            }
        });
        return require(user, id);
    }

    /** Counts as real use. */
    Session keepAlive(UUID user, UUID id) {
        Session session = require(user, id);
        if (!session.phase().isLive()) {
            throw Fault.conflict("the session is " + session.phase().wireName() + ": start another one");
        }
        return database.inTransaction(tx -> ledger.rows().used(tx, id, clock.instant()))
                .orElse(session);
    }
}
