package org.codearena.embedded;

/**
 * How many processes of each kind an installation has on this machine.
 *
 * @param servers with the roles api and ops
 * @param judges each with a runner of its own
 */
record Replicas(int servers, int judges) {
    static final int MOST = 16;

    Replicas {
        require("--servers", servers);
        require("--judges", judges);
    }

    private static void require(String option, int value) {
        if (value < 1 || value > MOST) {
            throw new FailureException("%s is %d, allowed are 1 to %d".formatted(option, value, MOST));
        }
    }

    int processes() {
        return servers + judges;
    }
}
