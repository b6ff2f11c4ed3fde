package org.codearena.server.workspace.orchestrator.kubernetes;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.codearena.server.workspace.orchestrator.Environment;
import org.codearena.server.workspace.orchestrator.Orchestrator;
import org.codearena.server.workspace.orchestrator.Wanted;
import org.codearena.server.workspace.orchestrator.kubernetes.Chores.Chore;

/**
 * Environments as pods. What is wanted is done in the background, again until it succeeds; what there is, is read from what the cluster
 * tells by itself. Any number of servers may do so side by side. Thread-safe.
 */
public final class KubernetesOrchestrator implements Orchestrator {
    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(5);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(15);
    /** The client's own tries; what takes longer is tried again by us, with pauses. */
    private static final int TRIES = 2;

    private final KubernetesConfig config;
    private final Cluster cluster;
    private final View view;
    private final Keys keys;
    private final Chores chores;
    private final WarmPool pool;
    private final Disks disks;
    private final Maker maker;
    private final Listing listing;
    private final Sweep sweep;
    private final Bell changes;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final Fence fence;

    KubernetesOrchestrator(
            KubernetesConfig config, KubernetesClient client, MeterRegistry meters, InstantSource clock) {
        this.config = config;
        Templates templates = Templates.load(config);
        this.cluster = new Cluster(client, config);
        this.changes = new Bell("kubernetes-changes", this::tellListeners);
        this.view = new View(cluster, config.disk().claims(), this::changed, clock);
        this.keys = new Keys(cluster);
        this.chores = new Chores(this::work, this::changed);
        this.fence = new Fence(cluster, templates);
        Draw draw = new Draw();
        this.pool = new WarmPool(config, cluster, templates, view, draw, clock);
        this.disks = new Disks(config, cluster, templates, view);
        this.maker = new Maker(config, cluster, templates, pool, disks, draw, clock);
        this.listing = new Listing(config, view, chores, keys, clock);
        this.sweep = new Sweep(config, cluster, view, pool, fence, this::changed, clock);
        measure(meters);
    }

    /**
     * Begins to watch the cluster that the process's environment names. Returns at once: as long as the cluster does not answer,
     * {@link #list} says so.
     *
     * @throws IllegalArgumentException with all that is wrong with the templates
     */
    public static KubernetesOrchestrator connect(KubernetesConfig config, MeterRegistry meters, InstantSource clock) {
        Config access = new ConfigBuilder(Config.autoConfigure(null))
                .withNamespace(config.namespace())
                .withConnectionTimeout((int) CONNECT_WITHIN.toMillis())
                .withRequestTimeout((int) ANSWER_WITHIN.toMillis())
                .withRequestRetryBackoffLimit(TRIES)
                .build();
        KubernetesClient client =
                new KubernetesClientBuilder().withConfig(access).build();
        return begin(config, client, meters, clock);
    }

    /** With a client that is closed in the end. */
    static KubernetesOrchestrator begin(
            KubernetesConfig config, KubernetesClient client, MeterRegistry meters, InstantSource clock) {
        try {
            KubernetesOrchestrator orchestrator = new KubernetesOrchestrator(config, client, meters, clock);
            orchestrator.start();
            return orchestrator;
        } catch (RuntimeException failure) {
            client.close();
            throw failure;
        }
    }

    private void start() {
        changes.start();
        view.list();
        sweep.start();
    }

    private void measure(MeterRegistry meters) {
        view.watched()
                .forEach((kind, watched) -> Gauge.builder(
                                "codearena.kubernetes.sync.age",
                                watched,
                                each -> each.age().toMillis() / 1000.0)
                        .description("Seconds since anything was heard of the cluster's objects of this kind")
                        .tags("kind", kind)
                        .register(meters));
        Gauge.builder("codearena.kubernetes.warm", pool, WarmPool::ready)
                .description("Pods that wait for a session")
                .register(meters);
    }

    @Override
    public void ensure(Wanted wanted) {
        String name = Names.environment(wanted.session());
        boolean exists =
                view.owner(name).filter(owner -> owner.made().isPresent()).isPresent();
        if (!exists) {
            chores.want(name, new Chore.Make(wanted));
        }
    }

    @Override
    public void remove(String environment, boolean keepDisk) {
        boolean exists = chores.open().containsKey(environment)
                || view.owner(environment).isPresent()
                || !podsOf(environment).isEmpty();
        if (exists) {
            chores.want(environment, new Chore.Remove(environment, keepDisk));
        }
    }

    private List<Pod> podsOf(String environment) {
        return view.pods().stream()
                .filter(pod -> environment.equals(pod.getMetadata().getLabels().get(Names.ENVIRONMENT)))
                .toList();
    }

    private boolean work(Chore chore) {
        return switch (chore) {
            case Chore.Make(Wanted wanted) -> {
                fence.stand();
                yield maker.make(wanted);
            }
            case Chore.Remove(String environment, boolean keepDisk) -> {
                maker.remove(environment, keepDisk, podsOf(environment));
                yield true;
            }
            case Chore.DropDisk(UUID project) -> {
                if (leftDisks().contains(project)) {
                    disks.drop(project);
                }
                yield true;
            }
            case Chore.ReadKey(String pod) -> keys.read(pod) || view.pod(pod).isEmpty();
        };
    }

    /**
     * As of a moment ago.
     *
     * @throws IllegalStateException as long as the cluster has not said yet what there is: that is not the same as nothing
     */
    @Override
    public List<Environment> list() {
        if (!view.known()) {
            throw new IllegalStateException("the cluster has not said yet what there is");
        }
        return listing.list();
    }

    @Override
    public Set<UUID> leftDisks() {
        Stream<Wanted> made = view.owners().stream().flatMap(owner -> owner.wanted().stream());
        Stream<Wanted> coming = chores.open().values().stream()
                .flatMap(chore -> chore instanceof Chore.Make(Wanted wanted) ? Stream.of(wanted) : Stream.empty());
        return disks.left(Stream.concat(made, coming).map(Wanted::project).collect(Collectors.toSet()));
    }

    @Override
    public void removeLeftDisk(UUID project) {
        if (leftDisks().contains(project)) {
            chores.want("disk of " + project, new Chore.DropDisk(project));
        }
    }

    private void changed() {
        changes.ring();
    }

    private void tellListeners() {
        if (view.known()) {
            readKeys();
        }
        sweep.soon();
        listeners.forEach(Runnable::run);
    }

    private void readKeys() {
        Set<String> pods = view.owners().stream()
                .filter(owner -> owner.wanted().isPresent())
                .map(Owner::pod)
                .filter(pod -> view.pod(pod).isPresent())
                .collect(Collectors.toSet());
        keys.keepOnly(pods);
        pods.stream()
                .filter(pod -> keys.of(pod).isEmpty())
                .forEach(pod -> chores.want("key of " + pod, new Chore.ReadKey(pod)));
    }

    @Override
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }

    @Override
    public Capacity capacity() {
        return new Capacity(pool.ready(), config.most());
    }

    /** When the cluster was last heard of, for health checks. */
    public Duration silence() {
        return view.age();
    }

    @Override
    public void close() {
        sweep.close();
        changes.close();
        chores.close();
        view.close();
        cluster.close();
    }
}
