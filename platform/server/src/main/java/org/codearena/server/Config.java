package org.codearena.server;

import java.net.SocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.codearena.server.execution.job.JobLender.OwningPod;
import org.codearena.server.execution.job.JobsConfig;
import org.codearena.server.infra.Broker;
import org.codearena.server.infra.Cache;
import org.codearena.server.infra.Database;
import org.codearena.server.infra.ObjectStore;
import org.codearena.server.infra.http.HttpConfig;
import org.codearena.server.kernel.Secret;
import org.codearena.server.submission.Submissions;
import org.codearena.server.workspace.WorkspaceConfig;

/**
 * All configuration, read once. Each component takes its values in its constructor and forgets the node they came from.
 *
 * @param broker not needed by a process with the role of the API alone
 * @param blobsKept how long a blob stays that no row names any more
 * @param plugins the directory of the language plugins' jars
 * @param registrationOpen whether anyone may make an account
 * @param firstAdminPassword of the user {@code admin}, should there be no admin yet; without it none is made
 * @param shippedProblems a directory of problem packages, of which those that were never imported are
 */
public record Config(
        Set<Role> roles,
        HttpConfig http,
        Database.Config database,
        Optional<Broker.Config> broker,
        Cache.Address cache,
        ObjectStore objects,
        Duration blobsKept,
        Path plugins,
        Queues queues,
        JudgeConfig judge,
        Submissions.Bounds bounds,
        WorkspaceConfig workspace,
        boolean registrationOpen,
        Optional<Secret> firstAdminPassword,
        Optional<Path> shippedProblems) {

    /**
     * How the queues are kept.
     *
     * @param quorum replicated queues, for a cluster of brokers
     * @param least submissions of a lane and a language that may be with the broker and the judges at once, however few judges there are
     * @param perSlot how many more may be for each slot of the judges that live
     */
    public record Queues(boolean quorum, int least, int perSlot) {
        /**
         * For one machine, whose judge has so many slots: as many are in flight as keep all slots busy, and one that is at
         * the door when a slot becomes free. What is with the broker is judged in the order it came, so each one more
         * that a flood has there is one more that everybody else waits for.
         */
        public static Queues oneMachine(int slots) {
            return new Queues(false, slots + 1, 0);
        }

        /** For judges that come and go: their slots are always busy, and those of a new one are at once. */
        public static Queues cluster(boolean quorum) {
            return new Queues(quorum, 50, 2);
        }

        int inFlight(int slots) {
            return Math.max(least, perSlot * slots);
        }
    }

    /**
     * The judge role.
     *
     * @param worker this judge's name, the same after a restart and no other's
     * @param languages those whose submissions it takes; all that are loaded when it is empty
     * @param runner where the runner beside it listens
     * @param grace how long a stop waits for what is being judged
     * @param jobs how each submission is judged in a Job of its own; else all are on the runner beside it
     */
    public record JudgeConfig(
            String worker, Set<String> languages, SocketAddress runner, Duration grace, Optional<JudgeJobs> jobs) {
        public JudgeConfig {
            languages = Set.copyOf(languages);
        }

        /** On the runner beside it. */
        public JudgeConfig(String worker, Set<String> languages, SocketAddress runner, Duration grace) {
            this(worker, languages, runner, grace, Optional.empty());
        }
    }

    /**
     * A Job for each submission.
     *
     * @param atOnce how many there may be at once
     * @param pod that they belong to
     */
    public record JudgeJobs(JobsConfig config, int atOnce, Optional<OwningPod> pod) {}

    public Config {
        roles = Set.copyOf(roles);
        if (roles.isEmpty()) {
            throw new IllegalArgumentException("a server needs at least one role, allowed are api, judge and ops");
        }
        if (broker.isEmpty() && !roles.equals(Set.of(Role.API))) {
            throw new IllegalArgumentException("the roles judge and ops need a broker");
        }
    }

    boolean has(Role role) {
        return roles.contains(role);
    }
}
