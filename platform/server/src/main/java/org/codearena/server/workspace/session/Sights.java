package org.codearena.server.workspace.session;

import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.codearena.server.workspace.orchestrator.Environment;
import org.codearena.server.workspace.orchestrator.Environment.State;
import org.codearena.server.workspace.orchestrator.Environment.Step;
import org.codearena.server.workspace.session.Condition.Name;

/** What an environment's steps mean for the conditions of its session. */
final class Sights {
    private Sights() {}

    /** The progress of a session that starts, with what its environment says of itself. */
    static Progress of(Progress known, Environment environment, Instant now) {
        Map<Name, Step> unfinished = new EnumMap<>(Name.class);
        Map<Name, Step> finished = new EnumMap<>(Name.class);
        for (Step step : environment.steps()) {
            (step.done() ? finished : unfinished).putIfAbsent(Name.of(step), step);
        }
        Conditions conditions = known.conditions();
        for (Name name : finished.keySet()) {
            conditions = unfinished.containsKey(name) ? conditions : conditions.with(name, true, "", now);
        }
        for (Map.Entry<Name, Step> each : unfinished.entrySet()) {
            conditions = conditions.with(each.getKey(), false, each.getValue().text(), now);
        }
        if (environment.state() instanceof State.Starting(String what) && unfinished.isEmpty()) {
            conditions = conditions.with(Name.ENVIRONMENT, false, what, now);
        }
        return known.with(conditions).at(environment);
    }
}
