package org.codearena.server.workspace.orchestrator.kubernetes;

/** The network policy of all sessions: there before the first pod is, and put right again whenever somebody has changed it. Thread-safe. */
final class Fence {
    private final Cluster cluster;
    private final Templates templates;
    private volatile boolean stands;

    Fence(Cluster cluster, Templates templates) {
        this.cluster = cluster;
        this.templates = templates;
    }

    /** To be called before any pod is made; no pod is, if this throws. */
    void stand() {
        if (!stands) {
            renew();
        }
    }

    void renew() {
        cluster.put(templates.policy());
        stands = true;
    }
}
