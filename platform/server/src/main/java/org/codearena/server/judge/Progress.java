package org.codearena.server.judge;

import org.codearena.contract.Limits;
import org.codearena.contract.Plan;
import org.codearena.contract.RunReport;
import org.codearena.server.submission.SubmissionEvent;

/** Hears what happens while a program is judged: what people may see at once, and what stays as evidence. */
@FunctionalInterface
public interface Progress {
    /** Nobody listens. */
    Progress UNHEARD = _ -> {};

    void tell(SubmissionEvent event);

    /** How the program is made and started. */
    default void planned(Plan plan) {}

    /** What each run of the program may use at most. */
    default void limited(Limits limits) {}

    /** A run of the program on this test; on any thread, and perhaps of a test whose result nobody will want. */
    default void measured(int test, RunReport report) {}
}
