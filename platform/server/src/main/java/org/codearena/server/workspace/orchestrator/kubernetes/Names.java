package org.codearena.server.workspace.orchestrator.kubernetes;

import java.util.UUID;

/** What things are called in the cluster. Names derive from random ids, never from what a person typed, so none can be another's. */
final class Names {
    static final String RUNNER = "runner";
    static final String ROOM = "room";

    static final String ENVIRONMENT = "codearena.org/environment";
    static final String SESSION = "codearena.org/session";
    static final String PROJECT = "codearena.org/project";
    static final String REVISION = "codearena.org/revision";
    static final String INSTANCE = "app.kubernetes.io/instance";
    static final String COMPONENT = "app.kubernetes.io/component";
    /** The component of everything that is made here. */
    static final String COMPONENT_SESSION = "session";

    private static final String WARM = "ca-warm-";

    private Names() {}

    /** Of a session's environment, and of all objects that are its own. */
    static String environment(UUID session) {
        return "ca-" + session;
    }

    /** The owner of what a warm pod consists of; one for each place in the pool, so that no two servers fill the same. */
    static String warm(String revision, int place) {
        return warmPlaces(revision) + place;
    }

    /** How the names of all places of this making begin. */
    static String warmPlaces(String revision) {
        return WARM + revision + "-";
    }

    /** Whether an owner or a pod of this name was made to wait for a session. */
    static boolean isWarm(String name) {
        return name.startsWith(WARM);
    }

    static String claim(UUID project) {
        return "ca-disk-" + project;
    }

    static String policy(String instance) {
        return instance + "-sessions";
    }
}
