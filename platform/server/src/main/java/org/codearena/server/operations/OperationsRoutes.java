package org.codearena.server.operations;

import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.codearena.server.identity.Callers;
import org.codearena.server.infra.Database;
import org.codearena.server.infra.http.Feature;
import org.codearena.server.infra.http.Json;
import org.codearena.server.infra.http.PageRequest;
import org.codearena.server.infra.http.Params;
import org.codearena.server.infra.http.Routes;
import org.codearena.server.operations.ParkedViews.ParkedItem;
import org.codearena.server.parking.Kind;
import org.jspecify.annotations.Nullable;

/** Operations over HTTP, for admins. */
public final class OperationsRoutes implements Feature {
    /**
     * How things are.
     *
     * @param ageMs how old the reading is; null when there is none
     */
    record Now(@Nullable Long ageMs, @Nullable Reading reading) {}

    /** @param everyMs from one point to the next, when the server was up */
    record History(long everyMs, List<Reading.Point> points) {}

    record Settled(UUID id, String state) {}

    private final Database database;
    private final Readings readings;
    private final Replays replays;
    private final InstantSource clock;
    private final ParkedViews views = new ParkedViews();

    public OperationsRoutes(Database database, Readings readings, Replays replays, InstantSource clock) {
        this.database = database;
        this.readings = readings;
        this.replays = replays;
        this.clock = clock;
    }

    @Override
    public void declare(Routes routes) {
        routes.get("/operations/now", this::now)
                .summary("How everything is: queues, waits, judges, what is parked; a reading is taken every 5 seconds")
                .guardedBy(Callers.admins())
                .answers(200, Now.class);
        routes.get("/operations/history", this::history)
                .summary("The last hour, a point every 10 seconds, the oldest first")
                .guardedBy(Callers.admins())
                .answers(200, History.class);
        routes.get("/operations/parked", this::parked)
                .summary("What nobody could deal with and waits for an operator, the newest first")
                .query("kind", "only message, submission or rejudgement")
                .guardedBy(Callers.admins())
                .answersPageOf(ParkedItem.class);
        routes.post("/operations/parked/{id}/replay", this::replay)
                .summary("Has it tried again: a message is sent once more, a submission gets all its attempts anew;"
                        + " asked twice, it is done once")
                .guardedBy(Callers.admins())
                .answers(200, Settled.class)
                .refuses(404, "there is nothing parked under this id")
                .refuses(409, "it was thrown away, or there is nothing to try again any more");
        routes.delete("/operations/parked/{id}", this::discard)
                .summary("Throws it away; its submission keeps the verdict judge-error")
                .guardedBy(Callers.admins())
                .answersNothing()
                .refuses(404, "there is nothing parked under this id");
    }

    private void now(ServerRequest request, ServerResponse response) {
        Optional<Reading> last = readings.last();
        Json.send(
                response,
                Status.OK_200,
                new Now(
                        last.map(reading -> Math.max(
                                        0, clock.millis() - reading.at().toEpochMilli()))
                                .orElse(null),
                        last.orElse(null)));
    }

    private void history(ServerRequest request, ServerResponse response) {
        Json.send(response, Status.OK_200, new History(Readings.HISTORY_EVERY.toMillis(), readings.history()));
    }

    private void parked(ServerRequest request, ServerResponse response) {
        Optional<Kind> kind = Params.choice(request, "kind", Kind.class);
        PageRequest page = PageRequest.of(request);
        Json.send(response, Status.OK_200, database.read(handle -> views.page(handle, kind, page)));
    }

    private void replay(ServerRequest request, ServerResponse response) {
        UUID id = Params.id(request, "id");
        Json.send(
                response, Status.OK_200, new Settled(id, Json.wireName(replays.replay(Callers.require(request), id))));
    }

    private void discard(ServerRequest request, ServerResponse response) {
        replays.discard(Callers.require(request), Params.id(request, "id"));
        response.status(Status.NO_CONTENT_204).send();
    }
}
