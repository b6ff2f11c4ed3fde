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

    /** How the program was made, and what each of its runs may use at most. */
    default void planned(Plan plan, Limits limits) {}

    /** A run of the program on this test; on any thread, and perhaps of a test whose result nobody will want. */
    default void measured(int test, RunReport report) {}
}
