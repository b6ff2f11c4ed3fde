package org.codearena.server.submission;

import java.util.UUID;
import org.codearena.server.identity.Caller;
import org.codearena.server.identity.Role;
import org.codearena.server.infra.Database;
import org.codearena.server.kernel.Fault;
import org.codearena.server.submission.SubmissionViews.Row;

/** Who may look how deep: everyone sees that a submission is there and its verdict, its owner and setters see the rest. */
public final class SubmissionAccess {
    private final Database database;
    private final SubmissionViews views;

    public SubmissionAccess(Database database, SubmissionViews views) {
        this.database = database;
        this.views = views;
    }

    Row find(UUID id) {
        return database.read(handle -> views.find(handle, id))
                .orElseThrow(() -> Fault.notFound("there is no submission " + id));
    }

    static boolean hasInsight(Caller.Person person, Row submission) {
        return person.may(Role.SETTER) || person.id().equals(submission.userId());
    }

    /** Throws a fault unless this person may see the submission's source, tests and messages. */
    public void requireInsight(Caller.Person person, UUID id) {
        requireInsight(person, find(id));
    }

    static void requireInsight(Caller.Person person, Row submission) {
        if (!hasInsight(person, submission)) {
            throw Fault.forbidden("submission " + submission.id() + " is " + submission.username()
                    + "'s: only they and setters may look into it");
        }
    }
}
