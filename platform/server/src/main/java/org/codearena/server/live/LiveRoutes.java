package org.codearena.server.live;

import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.UUID;
import org.codearena.server.identity.Callers;
import org.codearena.server.infra.http.EventStreams;
import org.codearena.server.infra.http.Feature;
import org.codearena.server.infra.http.Params;
import org.codearena.server.infra.http.Routes;
import org.codearena.server.submission.SubmissionAccess;
import org.codearena.server.submission.SubmissionFeed;

/** The streams: one submission's events, and the boards'. */
public final class LiveRoutes implements Feature {
    private final EventStreams streams;
    private final SubmissionFeed feed;
    private final SubmissionAccess access;
    private final BoardFeed boards;

    public LiveRoutes(EventStreams streams, SubmissionFeed feed, SubmissionAccess access, BoardFeed boards) {
        this.streams = streams;
        this.feed = feed;
        this.access = access;
        this.boards = boards;
    }

    @Override
    public void declare(Routes routes) {
        routes.get("/submissions/{id}/events", this::submission)
                .summary("What happens to a submission: state, compiled, test, and verdict, which is the last")
                .guardedBy(Callers.signedIn())
                .answers(200, "text/event-stream", "events; Last-Event-ID resumes, joining late replays")
                .refuses(403, "the submission is another person's")
                .refuses(404, "there is no such submission");
        routes.get("/events", this::boards)
                .summary("Tells that a board, or verdicts that had been given, changed, so that a page need not poll")
                .answers(200, "text/event-stream", "events named leaderboard, scoreboard or verdicts");
    }

    private void submission(ServerRequest request, ServerResponse response) throws Exception {
        UUID id = Params.id(request, "id");
        access.requireInsight(Callers.require(request), id);
        streams.serve(request, response, stream -> {
            Replay replay = new Replay(stream);
            AutoCloseable listening = feed.listen(id, replay::live);
            replay.past(feed.history(id));
            return listening;
        });
    }

    private void boards(ServerRequest request, ServerResponse response) throws Exception {
        streams.serve(request, response, boards::subscribe);
    }
}
