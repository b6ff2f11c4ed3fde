package org.codearena.server;

import java.net.SocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.codearena.server.infra.Broker;
import org.codearena.server.infra.Cache;
import org.codearena.server.infra.Database;
import org.codearena.server.infra.http.HttpConfig;
import org.codearena.server.kernel.Secret;
import org.codearena.server.submission.Submissions;
import org.codearena.server.workspace.WorkspaceConfig;

/**
 * All configuration, read once. Each component takes its values in its constructor and forgets the node they came from.
 *
 * @param blobs the directory of the object store
 * @param plugins the directory of the language plugins' jars
 * @param firstAdminPassword of the user {@code admin}, should there be no admin yet
 */
public record Config(
        Set<Role> roles,
        HttpConfig http,
        Database.Config database,
        Broker.Config broker,
        Cache.Address cache,
        Path blobs,
        Path plugins,
        Queues queues,
        JudgeConfig judge,
        Submissions.Bounds bounds,
        WorkspaceConfig workspace,
        Secret firstAdminPassword) {

    /**
     * How the queues are kept.
     *
     * @param quorum replicated queues, for a cluster of brokers
     * @param inFlightPerLine submissions of a lane and a language that may be with the broker and the judges at once
     */
    public record Queues(boolean quorum, int inFlightPerLine) {
        /**
         * For one machine, whose judge has so many slots: as many are in flight as keep all slots busy, and one that is at
         * the door when a slot becomes free. What is with the broker is judged in the order it came, so each one more
         * that a flood has there is one more that everybody else waits for.
         */
        public static Queues oneMachine(int slots) {
            return new Queues(false, slots + 1);
        }
    }

    /**
     * The judge role.
     *
     * @param worker this judge's name, the same after a restart and no other's
     * @param runner where the runner beside it listens
     * @param grace how long a stop waits for what is being judged
     */
    public record JudgeConfig(String worker, SocketAddress runner, Duration grace) {}

    public Config {
        roles = Set.copyOf(roles);
        if (roles.isEmpty()) {
            throw new IllegalArgumentException("a server needs at least one role, allowed are api, judge and ops");
        }
    }

    boolean has(Role role) {
        return roles.contains(role);
    }
}
