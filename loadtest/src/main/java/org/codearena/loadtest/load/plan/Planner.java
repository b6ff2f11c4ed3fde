package org.codearena.loadtest.load.plan;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.codearena.loadtest.load.plan.Plan.Bytes;
import org.codearena.loadtest.load.plan.Plan.Connections;
import org.codearena.loadtest.load.plan.Plan.Nodes;
import org.codearena.loadtest.load.plan.Plan.Processes;
import org.codearena.loadtest.load.plan.Plan.Traffic;
import org.codearena.loadtest.load.plan.Site.Judges;

/** Makes a plan: slots from the waits, everything else from the slots and from what comes. */
final class Planner {
    /** One that works and one that takes over, of what must not stop. */
    private static final int PAIR = 2;
    /** RabbitMQ's quorum queues want three nodes; PostgreSQL, its stand-by and Redis find room there. */
    private static final int SERVICE_NODES = 3;

    private static final double MIB_PER_GIB = 1_024;

    /** Dispatch keeps no more of a language with the broker: twice its slots, and at least so many. */
    private static final int LEAST_RELEASED = 50;

    private final Measured measured;
    private final Site site;
    private final int days;
    private final long seed;

    Planner(Measured measured, Site site, int days, long seed) {
        this.measured = measured;
        this.site = site;
        this.days = days;
        this.seed = seed;
    }

    Plan plan(Demand demand) {
        Arriving arriving = arriving(demand);
        Judges judges = site.judges().orElseGet(() -> fitsOneNode(arriving) ? Judges.SHARED : Judges.PER_LANGUAGE);
        List<Arriving> queues = judges == Judges.SHARED ? List.of(arriving) : arriving.apart();
        Map<String, Integer> slots = new TreeMap<>();
        queues.forEach(each -> slots.put(each.name(), Pool.leastSlots(each, site, seed)));
        int judgeNodes = judgeNodes(slots);
        List<Pool> pools = queues.stream()
                .map(each -> {
                    int own = slots.getOrDefault(each.name(), 1);
                    return Pool.of(each, own, (own + judgeNodes - 1) / judgeNodes, seed);
                })
                .toList();
        boolean alone = judges == Judges.SHARED && judgeNodes == 1;
        Processes processes = alone ? new Processes(0, 0, 1) : processes(demand, pools);
        return new Plan(
                demand,
                site,
                seed,
                measured.about(),
                judges,
                pools,
                processes,
                alone ? new Nodes(1, 0, 0) : new Nodes(judgeNodes, serverNodes(processes), SERVICE_NODES),
                connections(demand, pools, processes),
                traffic(demand),
                bytes(demand, pools));
    }

    private Arriving arriving(Demand demand) {
        return new Arriving(new TreeMap<>(demand.mix())
                .entrySet().stream()
                        .map(each -> new Arriving.Kind(
                                each.getKey(),
                                demand.peakPerSecond() * each.getValue(),
                                measured.service(each.getKey())))
                        .toList());
    }

    private boolean fitsOneNode(Arriving arriving) {
        return judgeNodes(Map.of(arriving.name(), Pool.leastSlots(arriving, site, seed))) == 1;
    }

    /** A slot is a core; what server and runner take of it is in the service times, which were measured with all busy. */
    private int judgeNodes(Map<String, Integer> slots) {
        int all = slots.values().stream().mapToInt(Integer::intValue).sum();
        double mib = (double) all * measured.perSlot().memoryMib()
                + (double) judgeProcesses(slots) * measured.perProcess().memoryMib();
        int byCores = (all + site.coresPerNode() - 1) / site.coresPerNode();
        int byMemory = (int) Math.ceil(mib / (site.gibPerNode() * MIB_PER_GIB));
        return Math.max(byCores, byMemory);
    }

    private int judgeProcesses(Map<String, Integer> slots) {
        return slots.values().stream()
                .mapToInt(each -> (each + site.slotsPerJudge() - 1) / site.slotsPerJudge())
                .sum();
    }

    private Processes processes(Demand demand, List<Pool> pools) {
        Map<String, Integer> slots = new TreeMap<>();
        pools.forEach(pool -> slots.put(pool.name(), pool.slots()));
        int busyCores = (int)
                Math.ceil(demand.peakPerSecond() * measured.perSubmission().serverCpuMs() / 1e3 / site.mostBusy());
        // Two cores each, so that one that is lost is not half of all.
        return new Processes(Math.max(PAIR, (busyCores + 1) / 2), PAIR, judgeProcesses(slots));
    }

    private int serverNodes(Processes processes) {
        int cores = (processes.api() + processes.ops()) * 2;
        return Math.max(PAIR, (cores + site.coresPerNode() - 1) / site.coresPerNode());
    }

    private Connections connections(Demand demand, List<Pool> pools, Processes processes) {
        Measured.PerProcess each = measured.perProcess();
        int ops = processes.alone() ? 1 : processes.ops();
        double waitMs = pools.stream()
                .mapToDouble(
                        pool -> pool.perSecond() / demand.peakPerSecond() * (pool.simulatedP95Ms() + pool.meanMs()))
                .sum();
        return new Connections(
                processes.all() * each.database(),
                ops * each.brokerOfOps() + processes.judges() * each.brokerOfJudge(),
                processes.all() * each.cache(),
                (long) Math.ceil(demand.peakPerSecond() * waitMs / 1e3));
    }

    private Traffic traffic(Demand demand) {
        double perSecond = demand.peakPerSecond();
        return new Traffic(
                perSecond,
                perSecond * measured.perSubmission().commits(),
                perSecond * measured.perSubmission().messages());
    }

    private Bytes bytes(Demand demand, List<Pool> pools) {
        Measured.PerSubmission each = measured.perSubmission();
        double eachDay = demand.submissionsPerDay() * each.databaseBytes();
        int released = pools.stream()
                .mapToInt(pool -> Math.max(LEAST_RELEASED, 2 * pool.slots()))
                .sum();
        return new Bytes(
                days,
                eachDay,
                eachDay * days,
                demand.submissionsPerDay() * days * each.objectBytes(),
                released * each.messageBytes());
    }
}
