package org.codearena.server;

/** What a process does. One machine runs all of them in one process; a cluster runs a deployment of each. */
public enum Role {
    /** Answers people: the API, the web app, the live streams. */
    API,
    /** Judges submissions with the runner beside it. */
    JUDGE,
    /** Carries messages, dispatches, keeps the boards, sweeps. */
    OPS
}
