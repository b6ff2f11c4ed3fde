package org.codearena.server.workspace.session;

import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.codearena.server.identity.Callers;
import org.codearena.server.infra.http.Cursor;
import org.codearena.server.infra.http.EventStreams;
import org.codearena.server.infra.http.Feature;
import org.codearena.server.infra.http.Idempotency;
import org.codearena.server.infra.http.Idempotency.Answer;
import org.codearena.server.infra.http.Json;
import org.codearena.server.infra.http.PageRequest;
import org.codearena.server.infra.http.Params;
import org.codearena.server.infra.http.Routes;

/** Sessions over HTTP: all but the way into one, which is the gateway's. */
final class SessionRoutes implements Feature {
    private final Sessions sessions;
    private final SessionFeed feed;
    private final EventStreams streams;
    private final Idempotency idempotency;
    private final IdleRule idle;
    private final Supplier<String> previewUrlPattern;

    /** @param previewUrlPattern with {@code {session}} and {@code {port}} where these go */
    SessionRoutes(
            Sessions sessions,
            SessionFeed feed,
            EventStreams streams,
            Idempotency idempotency,
            IdleRule idle,
            Supplier<String> previewUrlPattern) {
        this.sessions = sessions;
        this.feed = feed;
        this.streams = streams;
        this.idempotency = idempotency;
        this.idle = idle;
        this.previewUrlPattern = previewUrlPattern;
    }

    @Override
    public void declare(Routes routes) {
        routes.post("/projects/{id}/session", this::request)
                .summary("Starts a session of a project, or answers the live one")
                .guardedBy(Callers.signedIn())
                .idempotent()
                .answers(202, SessionView.Requested.class)
                .refuses(404, "you have no such project")
                .refuses(409, "you have as many live sessions as are allowed; the answer names them");
        routes.get("/sessions", this::list)
                .summary("Your sessions, the newest first")
                .query("live", "true leaves out those that are over")
                .guardedBy(Callers.signedIn())
                .answersPageOf(SessionView.class);
        routes.get("/sessions/{id}", this::show)
                .summary("A session: its phase, and what is done so far")
                .guardedBy(Callers.signedIn())
                .answers(200, SessionView.class)
                .refuses(404, "you have no such session");
        routes.get("/sessions/{id}/events", this::events)
                .summary("What happens in a session: step with its milliseconds, phase, notice; the phase stopped or"
                        + " failed is the last")
                .guardedBy(Callers.signedIn())
                .answers(200, "text/event-stream", "events; Last-Event-ID resumes, joining late replays")
                .refuses(404, "you have no such session");
        routes.post("/sessions/{id}/keep-alive", this::keepAlive)
                .summary("Counts as use, so that an idle session goes on")
                .guardedBy(Callers.signedIn())
                .answers(200, SessionView.class)
                .refuses(404, "you have no such session")
                .refuses(409, "the session is over");
        routes.delete("/sessions/{id}", this::stop)
                .summary("Saves a session's files, then stops it")
                .guardedBy(Callers.signedIn())
                .answers(202, SessionView.class)
                .refuses(404, "you have no such session");
    }

    private void request(ServerRequest request, ServerResponse response) {
        UUID user = Callers.require(request).id();
        UUID project = Params.id(request, "id");
        idempotency.answer(
                request,
                response,
                user,
                tx -> new Answer(
                        Status.ACCEPTED_202, new SessionView.Requested(view(sessions.request(tx, user, project)))));
    }

    private void list(ServerRequest request, ServerResponse response) {
        PageRequest page = PageRequest.of(request);
        var found = sessions.list(
                Callers.require(request).id(),
                Params.flag(request, "live"),
                page.after().map(cursor -> new SessionStore.After(cursor.instant(0), cursor.uuid(1))),
                page.fetch());
        Json.send(
                response,
                page.page(found, this::view, last -> Cursor.of(last.times().requested(), last.id())));
    }

    private void show(ServerRequest request, ServerResponse response) {
        Json.send(response, view(mine(request)));
    }

    private void events(ServerRequest request, ServerResponse response) throws Exception {
        Session session = mine(request);
        streams.serve(request, response, stream -> feed.subscribe(session.id(), stream));
    }

    private void keepAlive(ServerRequest request, ServerResponse response) {
        Json.send(response, view(sessions.keepAlive(Callers.require(request).id(), Params.id(request, "id"))));
    }

    private void stop(ServerRequest request, ServerResponse response) {
        Session stopping = sessions.stop(Callers.require(request).id(), Params.id(request, "id"), Sessions.CLOSED);
        Json.send(response, Status.ACCEPTED_202, view(stopping));
    }

    private Session mine(ServerRequest request) {
        return sessions.require(Callers.require(request).id(), Params.id(request, "id"));
    }

    private SessionView view(Session session) {
        Session.Times times = session.times();
        Optional<Long> startedMs = times.started()
                .map(started -> Duration.between(times.requested(), started).toMillis());
        return new SessionView(
                session.id(),
                session.project(),
                session.language(),
                session.phase(),
                session.progress().conditions().all(),
                "/ide/" + session.project(),
                previewUrlPattern.get().replace("{session}", session.id().toString()),
                session.progress().reason().orElse(null),
                session.progress().restarts(),
                times.requested(),
                times.started().orElse(null),
                startedMs.orElse(null),
                times.lastUsed(),
                times.started().map(_ -> idle.idleAt(times.lastUsed())).orElse(null),
                times.ends().orElse(null),
                times.ended().orElse(null));
    }
}
