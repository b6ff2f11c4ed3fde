package org.codearena.server.identity;

import java.time.Instant;
import java.util.UUID;

/** An account as it is shown. */
record UserView(UUID id, String username, Role role, boolean disabled, Instant createdAt) {
    /** What calls about one's own account answer with. */
    record Answer(UserView user) {
        static Answer of(User user) {
            return new Answer(UserView.of(user));
        }
    }

    static UserView of(User user) {
        return new UserView(user.id(), user.username(), user.role(), user.disabled(), user.createdAt());
    }
}
