package org.codearena.server.execution.job;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.codearena.server.kernel.Sha256;

/** What things are called in the cluster. */
final class JobNames {
    static final String RUNNER = "runner";
    static final String INSTANCE = "app.kubernetes.io/instance";
    static final String COMPONENT = "app.kubernetes.io/component";
    /** The component of everything that is made here. */
    static final String COMPONENT_JOB = "judge-job";

    /** Whose a Job is. */
    static final String JUDGE = "codearena.org/judge";
    /** What the pod of a Job is found by. */
    static final String JOB = "codearena.org/job";

    private static final String PREFIX = "ca-judge-";
    private static final Pattern WORK = Pattern.compile("[a-z0-9]([a-z0-9-]{0,52}[a-z0-9])?");
    private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?");
    private static final int DIGITS = 40;

    private JobNames() {}

    /** Of the Job for this work, and of all that is its own. */
    static String of(String work) {
        if (!WORK.matcher(work).matches()) {
            throw new IllegalArgumentException("'" + work + "' cannot be a part of a Job's name");
        }
        return PREFIX + work;
    }

    /** A judge's name as a label holds it: as it is where that can be, else a digest of it. */
    static String label(String judge) {
        return LABEL.matcher(judge).matches()
                ? judge
                : Sha256.of(judge.getBytes(StandardCharsets.UTF_8)).substring(0, DIGITS);
    }
}
