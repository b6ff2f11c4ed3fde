package org.codearena.server.standing;

import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** placeholder */
public interface ProblemCounters {
    void count(Handle tx, UUID problem, boolean accepted);

    String difficulty(Handle tx, UUID problem);
}
