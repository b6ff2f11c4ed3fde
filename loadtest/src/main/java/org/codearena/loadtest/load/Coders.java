package org.codearena.loadtest.load;

import java.net.URI;
import java.util.List;
import java.util.random.RandomGenerator;
import org.codearena.loadtest.ide.IdeUser;
import org.codearena.loadtest.load.scenario.Work;
import org.codearena.loadtest.load.target.Person;

/** People who work in sessions of the IDE, each time in a project of its own. */
final class Coders implements Actions {
    private final String flow;
    private final Work work;
    private final List<IdeUser> people;
    private final Meters meters;

    Coders(String flow, Work work, List<Person> people, URI server, Meters meters) {
        this.flow = flow;
        this.work = work;
        this.people = people.stream()
                .map(person -> IdeUser.signedIn(server, person.cookie()))
                .toList();
        this.meters = meters;
    }

    @Override
    public Action next(RandomGenerator random) {
        IdeUser person = people.get(random.nextInt(people.size()));
        String mark = "m" + Long.toHexString(random.nextLong());
        return arrival -> new Coding(flow, work, person, mark, arrival, meters).run();
    }
}
