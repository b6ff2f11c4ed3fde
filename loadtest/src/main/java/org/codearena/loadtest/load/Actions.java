package org.codearena.loadtest.load;

import java.util.random.RandomGenerator;

/** What the people of one flow do when they come. */
public interface Actions {
    /** Decides now, by chance, what is done, and answers what does it. */
    Action next(RandomGenerator random);

    /** Done in a thread of its own; an interrupt ends it. */
    interface Action {
        void run(Arrival arrival) throws InterruptedException;
    }
}
