package org.codearena.server.workspace.session;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.codearena.server.workspace.session.Condition.Name;

/** The conditions of a session in their order, those that nothing is known of yet left out. Immutable. */
record Conditions(List<Condition> all) {
    static final Conditions NONE = new Conditions(List.of());

    Conditions {
        all = List.copyOf(all);
    }

    Optional<Condition> find(Name name) {
        return all.stream().filter(each -> each.name() == name).findFirst();
    }

    boolean done(Name name) {
        return find(name).filter(Condition::done).isPresent();
    }

    /** With this one as it is now; {@code since} stays where only the message is another. */
    Conditions with(Name name, boolean done, String message, Instant now) {
        Instant since = find(name)
                .filter(known -> known.done() == done)
                .map(Condition::since)
                .orElse(now);
        List<Condition> changed =
                new ArrayList<>(all.stream().filter(each -> each.name() != name).toList());
        changed.add(new Condition(name, since, done, message));
        changed.sort((one, other) -> one.name().compareTo(other.name()));
        return new Conditions(changed);
    }

    /** With this one and all before it done. */
    Conditions doneUpTo(Name name, Instant now) {
        Conditions changed = this;
        for (Name each : Name.values()) {
            if (each.compareTo(name) <= 0 && !changed.done(each)) {
                changed = changed.with(
                        each, true, find(each).map(Condition::message).orElse(""), now);
            }
        }
        return changed;
    }

    /** As a session is that starts anew: it has its place still. */
    Conditions begunAnew() {
        return new Conditions(
                all.stream().filter(each -> each.name() == Name.QUEUED).toList());
    }
}
