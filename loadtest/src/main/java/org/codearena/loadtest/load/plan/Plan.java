package org.codearena.loadtest.load.plan;

import java.util.List;

/**
 * What is needed.
 *
 * @param seed of the simulation
 * @param measured where the measured figures are from
 * @param judges whose slots they are
 */
record Plan(
        Demand demand,
        Site site,
        long seed,
        String measured,
        Site.Judges judges,
        List<Pool> pools,
        Processes processes,
        Nodes nodes,
        Connections connections,
        Traffic traffic,
        Bytes bytes) {
    /**
     * On one machine one process is all of them.
     *
     * @param judges each with its runner
     */
    record Processes(int api, int ops, int judges) {
        int all() {
            return alone() ? 1 : api + ops + judges;
        }

        boolean alone() {
            return api == 0 && ops == 0;
        }
    }

    /**
     * Machines.
     *
     * @param judges that run programs
     * @param servers that answer people and keep things going
     * @param services for PostgreSQL, RabbitMQ and Redis
     */
    record Nodes(int judges, int servers, int services) {
        int all() {
            return judges + servers + services;
        }
    }

    /**
     * At most at once.
     *
     * @param streams open event streams, each of somebody who waits for a verdict
     */
    record Connections(int database, int broker, int cache, long streams) {}

    /** A second, while it is busiest. */
    record Traffic(double submissions, double commits, double messages) {}

    /**
     * What is kept, and what the broker holds at most at once.
     *
     * @param days over which submissions are kept
     */
    record Bytes(int days, double databaseEachDay, double database, double objects, double broker) {}

    Plan {
        pools = List.copyOf(pools);
    }

    int slots() {
        return pools.stream().mapToInt(Pool::slots).sum();
    }

    /** Whether the simulation bears out that nobody waits for longer than is tolerated. */
    boolean holds() {
        return pools.stream().allMatch(pool -> pool.simulatedP95Ms() <= site.toleratedWaitMs());
    }

    double longestWaitMs() {
        return pools.stream().mapToDouble(Pool::simulatedP95Ms).max().orElse(0);
    }
}
