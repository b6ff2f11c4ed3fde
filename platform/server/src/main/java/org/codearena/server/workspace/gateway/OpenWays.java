package org.codearena.server.workspace.gateway;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.codearena.server.identity.Caller;
import org.codearena.server.identity.Identity;
import org.codearena.server.kernel.Fault;
import org.codearena.server.kernel.StopSignal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything that leads into a session now, ended when its login is over, its user's rights have changed, or the session is over.
 * Changes are acted on as soon as identity tells of them; a look at everything, now and then, finds what nobody told. Thread-safe.
 */
final class OpenWays implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OpenWays.class);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(15);
    private static final Duration TRY_AGAIN = Duration.ofSeconds(5);
    /** Far above what pages of a person open at once, and far below what all sessions together may have. */
    static final int MOST_OF_SESSION = 128;
    /** For the runner to say good-bye to its clients. */
    private static final Duration GRACE = Duration.ofSeconds(1);

    private final Identity identity;
    private final SessionDirectory directory;
    private final RunnerCalls runners;
    private final Set<Way> open = ConcurrentHashMap.newKeySet();
    private final Map<UUID, Integer> ofSession = new ConcurrentHashMap<>();
    private final StopSignal stop = new StopSignal();
    private final Thread look = Thread.ofVirtual().name("open-ways").unstarted(this::lookNowAndThen);

    OpenWays(Identity identity, SessionDirectory directory, RunnerCalls runners) {
        this.identity = identity;
        this.directory = directory;
        this.runners = runners;
    }

    /** One of them; told apart by being itself. */
    final class Way implements AutoCloseable {
        private final Opened opened;

        private Way(Opened opened) {
            this.opened = opened;
        }

        @Override
        public void close() {
            if (open.remove(this)) {
                leave(opened.session());
            }
        }
    }

    private void leave(UUID session) {
        ofSession.computeIfPresent(session, (_, count) -> count > 1 ? count - 1 : null);
    }

    void start() {
        identity.onChange(user -> inBackground(() -> endOfUser(user)));
        look.start();
    }

    /** Keeps watch over one until it is closed. What was revoked between the decision and this moment is cut here. */
    Way add(Opened opened) {
        if (ofSession.merge(opened.session(), 1, Integer::sum) > MOST_OF_SESSION) {
            leave(opened.session());
            throw Fault.tooMany(
                    "the session has " + MOST_OF_SESSION + " open connections, more are not allowed", TRY_AGAIN);
        }
        Way way = new Way(opened);
        open.add(way);
        if (!isAllowed(opened)) {
            opened.cut().run();
        }
        return way;
    }

    int size() {
        return open.size();
    }

    private void endOfUser(UUID user) {
        end(open.stream()
                .filter(way -> way.opened.person().id().equals(user))
                .filter(way -> !isAllowed(way.opened))
                .toList());
    }

    private boolean isAllowed(Opened opened) {
        Caller.Person then = opened.person();
        return identity.current(then.how(), then.login()).equals(Optional.of(then));
    }

    /** The runner tells its clients why; who is still there a moment later is cut, as is everything else at once. */
    private void end(List<Way> ways) {
        if (ways.isEmpty()) {
            return;
        }
        LOG.atInfo().addKeyValue("count", ways.size()).log("ways into sessions ended with their login");
        ways.stream().filter(way -> !way.opened.connection()).forEach(OpenWays::cut);
        List<Way> clients = ways.stream().filter(way -> way.opened.connection()).toList();
        clients.stream()
                .map(way -> new RunnerCalls.Login(
                        way.opened.endpoint(), way.opened.person().login()))
                .collect(Collectors.toSet())
                .forEach(login -> inBackground(() -> runners.closeClients(login)));
        boolean _ = stop.givenWithin(GRACE);
        clients.forEach(OpenWays::cut);
    }

    private static void cut(Way way) {
        way.opened.cut().run();
    }

    private void lookNowAndThen() {
        while (!stop.givenWithin(LOOK_EVERY)) {
            try {
                lookOver();
            } catch (RuntimeException failure) {
                LOG.atWarn().addKeyValue("reason", failure.getMessage()).log("open ways could not be looked over");
            }
        }
    }

    /** Ends whatever should not be open any more. */
    void lookOver() {
        end(open.stream().filter(way -> !isAllowed(way.opened)).toList());
        Set<UUID> over = open.stream()
                .map(way -> way.opened.session())
                .distinct()
                .filter(session -> directory
                        .find(session)
                        .map(SessionDirectory.Entry::isOver)
                        .orElse(true))
                .collect(Collectors.toSet());
        open.stream().filter(way -> over.contains(way.opened.session())).forEach(OpenWays::cut);
    }

    private static void inBackground(Runnable work) {
        Thread _ = Thread.ofVirtual().name("end-ways").start(work);
    }

    @Override
    public void close() {
        stop.giveAndJoin(List.of(look), LOOK_EVERY);
        open.forEach(OpenWays::cut);
    }
}
