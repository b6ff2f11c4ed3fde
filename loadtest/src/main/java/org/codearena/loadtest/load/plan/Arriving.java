package org.codearena.loadtest.load.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Submissions that come to the same slots: how many of each kind a second, and how long each takes. Immutable. */
record Arriving(List<Kind> kinds) {
    /** Those of one language. */
    record Kind(String language, double perSecond, ServiceTime service) {}

    Arriving {
        kinds = List.copyOf(kinds);
        if (kinds.isEmpty()) {
            throw new PlanException("nothing arrives, so nothing can be planned");
        }
    }

    double perSecond() {
        return kinds.stream().mapToDouble(Kind::perSecond).sum();
    }

    /** Of all kinds together. */
    ServiceTime service() {
        double all = perSecond();
        double mean = 0;
        double secondMoment = 0;
        for (Kind kind : kinds) {
            mean += kind.perSecond() / all * kind.service().meanMs();
            secondMoment += kind.perSecond() / all * kind.service().secondMoment();
        }
        return ServiceTime.ofMoments(mean, secondMoment);
    }

    /** How many slots are busy on average. */
    double work() {
        return perSecond() * service().meanSeconds();
    }

    /** Draws how long the next one takes, in seconds. */
    double drawService(RandomGenerator random) {
        double point = random.nextDouble() * perSecond();
        for (Kind kind : kinds) {
            point -= kind.perSecond();
            if (point < 0) {
                return kind.service().draw(random);
            }
        }
        return kinds.getLast().service().draw(random);
    }

    /** Each kind for itself. */
    List<Arriving> apart() {
        List<Arriving> apart = new ArrayList<>();
        kinds.forEach(kind -> apart.add(new Arriving(List.of(kind))));
        return apart;
    }

    String name() {
        return kinds.size() == 1 ? kinds.getFirst().language() : "all";
    }
}
