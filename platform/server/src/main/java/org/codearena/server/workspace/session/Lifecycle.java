package org.codearena.server.workspace.session;

/**
 * What is to be done next about a session: the whole of its life on one screen, without clock or I/O. The reconciler asks, does it, and asks
 * again until the answer is {@link Next#WAIT}; after any crash it asks the same question of what it finds.
 *
 * <pre>
 * requested ─ADMIT─▶ starting ─ENSURE, OPEN─▶ running ─▶ stopping ─SAVE, REMOVE─▶ stopped
 *                       ▲  └──────RESTART──────┘                     (FINISH)
 *                       └─ the runner died, its disk is taken up;    too often: FAIL ─▶ failed
 * </pre>
 */
final class Lifecycle {
    /** What is wanted of a session. */
    public enum Desired {
        RUNNING,
        STOPPED;

        String wireName() {
            return this == RUNNING ? "running" : "stopped";
        }

        static Desired of(String wireName) {
            return wireName.equals("running") ? RUNNING : STOPPED;
        }
    }

    /** What there is of its environment. */
    enum Seen {
        NOTHING,
        STARTING,
        READY,
        /** Its runner died, or it did not come to be; another try may go better. */
        DEAD,
        /** It will not come to be, however often it is tried. */
        HOPELESS,
        ENDING
    }

    /**
     * What else decides.
     *
     * @param unsaved whether its project's disk counts for more than the manifest
     * @param diskLeft whether an environment that is gone has left that disk
     * @param mayRestart whether it has not been started anew too often lately
     */
    record Facts(boolean unsaved, boolean diskLeft, boolean mayRestart) {}

    /** What to do. */
    enum Next {
        /** Nothing, until something changes. */
        WAIT,
        /** Give it a place, if there is one. */
        ADMIT,
        /** Want an environment for it. */
        ENSURE,
        /** Restore its files and open its workspace. */
        OPEN,
        /** Keep its files, and watch whether it is used. */
        SUPERVISE,
        /** Keep what is on its disk. */
        SAVE,
        /** Remove its environment and its disk. */
        REMOVE,
        /** Remove what is left of its environment, but for the disk, and begin again. */
        RESTART,
        /** Give it up: its disk stays, should it hold what nothing else does. */
        FAIL,
        /** It is over. */
        FINISH
    }

    private Lifecycle() {}

    static Next next(Desired desired, Phase phase, Seen seen, Facts facts) {
        return switch (phase) {
            case REQUESTED -> desired == Desired.RUNNING ? Next.ADMIT : Next.FINISH;
            case STARTING, RUNNING ->
                desired == Desired.RUNNING ? towardsRunning(phase, seen, facts) : towardsTheEnd(seen, facts);
            case STOPPING -> towardsTheEnd(seen, facts);
            case STOPPED, FAILED -> Next.WAIT;
        };
    }

    private static Next towardsRunning(Phase phase, Seen seen, Facts facts) {
        return switch (seen) {
            case NOTHING -> phase == Phase.STARTING ? Next.ENSURE : again(facts);
            case STARTING, ENDING -> Next.WAIT;
            case READY -> phase == Phase.STARTING ? Next.OPEN : Next.SUPERVISE;
            case DEAD -> again(facts);
            case HOPELESS -> Next.FAIL;
        };
    }

    private static Next towardsTheEnd(Seen seen, Facts facts) {
        return switch (seen) {
            case NOTHING -> facts.unsaved() && facts.diskLeft() ? Next.ENSURE : Next.FINISH;
            case STARTING -> facts.unsaved() ? Next.WAIT : Next.REMOVE;
            case READY -> facts.unsaved() ? Next.SAVE : Next.REMOVE;
            case DEAD -> facts.unsaved() ? again(facts) : Next.REMOVE;
            case HOPELESS -> facts.unsaved() ? Next.FAIL : Next.REMOVE;
            case ENDING -> Next.WAIT;
        };
    }

    private static Next again(Facts facts) {
        return facts.mayRestart() ? Next.RESTART : Next.FAIL;
    }
}
