package org.codearena.server.workspace.orchestrator.kubernetes;

import io.fabric8.kubernetes.api.model.Pod;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.codearena.server.kernel.Secret;
import org.codearena.server.workspace.orchestrator.Environment;
import org.codearena.server.workspace.orchestrator.Environment.Endpoint;
import org.codearena.server.workspace.orchestrator.Environment.State;
import org.codearena.server.workspace.orchestrator.Environment.Step;
import org.codearena.server.workspace.orchestrator.Wanted;
import org.codearena.server.workspace.orchestrator.kubernetes.Chores.Chore;
import org.codearena.server.workspace.orchestrator.kubernetes.Chores.Trouble;
import org.codearena.server.workspace.orchestrator.kubernetes.KubernetesConfig.Way;

/** Puts together which environments there are: from owners, their pods, and what is still to be done. Asks nobody. */
final class Listing {
    /** The pod of an owner may be seen a little later than the owner. */
    private static final Duration UNSEEN = Duration.ofSeconds(15);

    private final KubernetesConfig config;
    private final View view;
    private final Chores chores;
    private final Keys keys;
    private final InstantSource clock;

    Listing(KubernetesConfig config, View view, Chores chores, Keys keys, InstantSource clock) {
        this.config = config;
        this.view = view;
        this.chores = chores;
        this.keys = keys;
        this.clock = clock;
    }

    List<Environment> list() {
        List<Environment> all = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Owner owner : view.owners()) {
            owner.wanted().ifPresent(wanted -> {
                names.add(owner.name());
                all.add(of(owner, wanted));
            });
        }
        chores.open().forEach((name, chore) -> {
            if (chore instanceof Chore.Make(Wanted wanted) && names.add(name)) {
                all.add(new Environment(name, wanted.session(), coming(name), List.of(), Optional.empty(), false));
            }
        });
        for (Pod pod : view.pods()) {
            session(pod).ifPresent(session -> {
                String name = Names.environment(session);
                if (names.add(name)) {
                    all.add(new Environment(name, session, new State.Ending(), List.of(), Optional.empty(), false));
                }
            });
        }
        return all;
    }

    private static Optional<UUID> session(Pod pod) {
        try {
            return Optional.ofNullable(pod.getMetadata().getLabels().get(Names.SESSION))
                    .map(UUID::fromString);
        } catch (IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }

    private State coming(String name) {
        Optional<Trouble> trouble = chores.trouble(name);
        return trouble.filter(Trouble::lasting)
                .<State>map(no -> new State.Failed("the cluster refuses it" + no.what(), true))
                .orElseGet(() -> new State.Starting(
                        "asks the cluster" + trouble.map(Trouble::what).orElse("")));
    }

    private Environment of(Owner owner, Wanted wanted) {
        Optional<Pod> pod = view.pod(owner.pod())
                .filter(each -> session(each).filter(wanted.session()::equals).isPresent());
        State state = isRemoved(owner) ? new State.Ending() : state(owner, pod);
        Optional<Endpoint> endpoint =
                pod.filter(_ -> !(state instanceof State.Failed)).flatMap(each -> endpoint(owner, each));
        List<Step> steps = pod.map(each ->
                        new PodReading(each, view.eventsOf(each), clock.instant()).steps(Names.isWarm(owner.pod())))
                .orElse(List.of());
        boolean unreachable = state instanceof State.Ready && endpoint.isEmpty();
        return new Environment(
                owner.name(),
                wanted.session(),
                unreachable ? new State.Starting("looks for its runner's key") : state,
                steps,
                endpoint,
                owner.recovered());
    }

    private boolean isRemoved(Owner owner) {
        return owner.ending() || chores.open().get(owner.name()) instanceof Chore.Remove;
    }

    private State state(Owner owner, Optional<Pod> pod) {
        Instant now = clock.instant();
        if (pod.isPresent()) {
            return new PodReading(pod.get(), view.eventsOf(pod.get()), now).state(config.patience());
        }
        boolean gone =
                owner.made().filter(made -> now.isAfter(made.plus(UNSEEN))).isPresent();
        return gone ? new State.Failed("its pod is gone, as happens when a node is lost", true) : coming(owner.name());
    }

    /** Also of a pod that ends: its last files are fetched there. */
    private Optional<Endpoint> endpoint(Owner owner, Pod pod) {
        Optional<Secret> key = keys.of(owner.pod());
        return key.flatMap(secret -> address(owner, pod).map(address -> new Endpoint(address, secret)));
    }

    private Optional<SocketAddress> address(Owner owner, Pod pod) {
        int port = config.access().port();
        if (config.access().way() == Way.INGRESS) {
            return Optional.of(
                    InetSocketAddress.createUnresolved(owner.name() + "." + config.namespace() + ".svc", port));
        }
        return Optional.ofNullable(pod.getStatus())
                .flatMap(status -> Optional.ofNullable(status.getPodIP()))
                .filter(ip -> !ip.isEmpty())
                .map(ip -> new InetSocketAddress(InetAddress.ofLiteral(ip), port));
    }
}
