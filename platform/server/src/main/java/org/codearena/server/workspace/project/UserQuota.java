package org.codearena.server.workspace.project;

import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** What one person may keep in all projects together. Whoever asks holds the person's lock until the transaction ends. */
final class UserQuota {
    private final Quotas quotas;

    UserQuota(Quotas quotas) {
        this.quotas = quotas;
    }

    /** Lets nobody else add to what this person keeps, nor name a project, until the transaction ends. */
    static void lock(Handle tx, UUID user) {
        tx.createQuery("select pg_advisory_xact_lock(hashtextextended('projects of ' || :user, 0))")
                .bind("user", user.toString())
                .mapTo(String.class)
                .one();
    }

    /**
     * Why this person may not keep so many bytes more, if they may not.
     *
     * @param more that no project counts yet
     */
    Optional<String> objection(Handle tx, UUID user, long more) {
        lock(tx, user);
        long bytes = more
                + tx.createQuery("select coalesce(sum(bytes), 0)::bigint from project where user_id = :user")
                        .bind("user", user)
                        .mapTo(Long.class)
                        .one();
        return bytes > quotas.userBytes()
                ? Optional.of("your projects would have " + bytes + " bytes together, at most " + quotas.userBytes()
                        + " are allowed; delete what you do not need any more")
                : Optional.empty();
    }
}
