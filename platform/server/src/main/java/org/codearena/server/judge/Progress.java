package org.codearena.server.judge;

import org.codearena.server.submission.SubmissionEvent;

/** Hears what happens while a program is judged. */
@FunctionalInterface
public interface Progress {
    /** Nobody listens. */
    Progress UNHEARD = _ -> {};

    void tell(SubmissionEvent event);
}
