package org.codearena.server.workspace.orchestrator.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.codearena.server.Until;
import org.codearena.server.workspace.orchestrator.Environment;
import org.codearena.server.workspace.orchestrator.Environment.Endpoint;
import org.codearena.server.workspace.orchestrator.Environment.State;
import org.codearena.server.workspace.orchestrator.Wanted;
import org.codearena.server.workspace.orchestrator.kubernetes.KubernetesConfig.Disk;
import org.codearena.server.workspace.orchestrator.kubernetes.TestKubelet.Fate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KubernetesOrchestratorTest {
    private final int port = Configs.freePort();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<KubernetesOrchestrator> open = new ArrayList<>();
    private final TestCluster cluster = new TestCluster(port);

    @AfterEach
    void stop() {
        open.forEach(KubernetesOrchestrator::close);
        cluster.close();
    }

    private KubernetesConfig config() {
        return Configs.onTestCluster(port);
    }

    private KubernetesOrchestrator start(KubernetesConfig config) {
        KubernetesOrchestrator orchestrator =
                KubernetesOrchestrator.begin(config, cluster.client(), meters, InstantSource.system());
        open.add(orchestrator);
        return orchestrator;
    }

    private static Wanted wanted() {
        return new Wanted(UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID(), "python", "runner-python");
    }

    private static Optional<Environment> find(KubernetesOrchestrator orchestrator, Wanted wanted) {
        return orchestrator.list().stream()
                .filter(environment -> environment.session().equals(wanted.session()))
                .findFirst();
    }

    private static Environment ready(KubernetesOrchestrator orchestrator, Wanted wanted) {
        Until.holds("ready", () -> seen(orchestrator, wanted) instanceof State.Ready);
        return find(orchestrator, wanted).orElseThrow();
    }

    /** Starting as long as the cluster says nothing. */
    private static State seen(KubernetesOrchestrator orchestrator, Wanted wanted) {
        try {
            return find(orchestrator, wanted).map(Environment::state).orElse(new State.Ending());
        } catch (IllegalStateException unknown) {
            return new State.Starting(String.valueOf(unknown.getMessage()));
        }
    }

    private static void isGone(KubernetesOrchestrator orchestrator, Wanted wanted) {
        Until.holds("gone", () -> find(orchestrator, wanted).isEmpty());
    }

    private List<Pod> pods() {
        return cluster.objects()
                .pods()
                .inNamespace(TestCluster.NAMESPACE)
                .list()
                .getItems();
    }

    private List<Secret> secrets() {
        return cluster.objects()
                .secrets()
                .inNamespace(TestCluster.NAMESPACE)
                .list()
                .getItems();
    }

    private List<ConfigMap> owners() {
        return cluster.objects()
                .configMaps()
                .inNamespace(TestCluster.NAMESPACE)
                .list()
                .getItems();
    }

    private Stream<HasMetadata> everything() {
        return Stream.<List<? extends HasMetadata>>of(
                        pods(),
                        secrets(),
                        owners(),
                        cluster.objects()
                                .services()
                                .inNamespace(TestCluster.NAMESPACE)
                                .list()
                                .getItems())
                .flatMap(List::stream);
    }

    private static String uid(HasMetadata object) {
        return object.getMetadata().getUid();
    }

    /** An environment is ready before its last object is made. */
    private void isWhollyMade() {
        Until.holds("has a service", () -> everything().count() == 4);
    }

    private void nothingIsLeft() {
        Until.holds(
                "nothing is left",
                () -> everything().findAny().isEmpty() && cluster.kubelet().running() == 0);
    }

    private static int answerOf(Endpoint endpoint) throws Exception {
        InetSocketAddress address = (InetSocketAddress) endpoint.address();
        URI uri = URI.create("http://" + address.getHostString() + ":" + address.getPort() + "/health/ready");
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding())
                    .statusCode();
        }
    }

    @Test
    void wantedEnvironmentComesToBeAndItsRunnerAnswers() throws Exception {
        KubernetesOrchestrator orchestrator = start(config());
        Wanted wanted = wanted();
        orchestrator.ensure(wanted);
        Environment environment = ready(orchestrator, wanted);
        Endpoint endpoint = environment.endpoint().orElseThrow();
        assertEquals(200, answerOf(endpoint));
        assertTrue(endpoint.key().value().matches("[0-9a-f]{64}"));
        assertFalse(endpoint.toString().contains(endpoint.key().value()));
        assertEquals(
                List.of("scheduled", "image", "container", "runner"),
                environment.steps().stream().map(Environment.Step::name).toList());
        assertTrue(environment.steps().stream().allMatch(Environment.Step::done));
    }

    @Test
    void whatIsWantedTwiceIsMadeOnce() {
        KubernetesOrchestrator orchestrator = start(config());
        Wanted wanted = wanted();
        for (int i = 0; i < 5; i++) {
            orchestrator.ensure(wanted);
        }
        Environment first = ready(orchestrator, wanted);
        orchestrator.ensure(wanted);
        assertEquals(first.endpoint(), ready(orchestrator, wanted).endpoint());
        assertEquals(1, pods().size());
        assertEquals(1, secrets().size());
    }

    @Test
    void everythingBelongsToOneOwnerAndGoesWithIt() {
        KubernetesOrchestrator orchestrator = start(config());
        Wanted wanted = wanted();
        orchestrator.ensure(wanted);
        String name = ready(orchestrator, wanted).name();
        ConfigMap owner = owners().getFirst();
        isWhollyMade();
        everything().filter(object -> !uid(object).equals(uid(owner))).forEach(object -> {
            assertEquals(
                    1,
                    object.getMetadata().getOwnerReferences().size(),
                    object.getMetadata().getName());
            assertEquals(
                    uid(owner),
                    object.getMetadata().getOwnerReferences().getFirst().getUid());
        });
        orchestrator.remove(name, false);
        isGone(orchestrator, wanted);
        nothingIsLeft();
        orchestrator.remove(name, false);
        orchestrator.remove("ca-never-there", true);
    }

    @Test
    void sessionMayHaveASecondEnvironmentAfterTheFirst() {
        KubernetesOrchestrator orchestrator = start(config());
        Wanted wanted = wanted();
        orchestrator.ensure(wanted);
        Environment first = ready(orchestrator, wanted);
        orchestrator.remove(first.name(), true);
        isGone(orchestrator, wanted);
        orchestrator.ensure(wanted);
        assertNotEquals(first.endpoint(), ready(orchestrator, wanted).endpoint());
    }

    @Test
    void anotherServerSeesTheSameAndHasTheKey() {
        Wanted wanted = wanted();
        KubernetesOrchestrator one = start(config());
        one.ensure(wanted);
        Environment seen = ready(one, wanted);
        KubernetesOrchestrator other = start(config());
        assertEquals(seen.endpoint(), ready(other, wanted).endpoint());
        other.remove(seen.name(), false);
        isGone(one, wanted);
        nothingIsLeft();
    }

    @Test
    void serverThatDiedHalfWayIsTakenOverFrom() {
        Wanted wanted = wanted();
        cluster.fail(
                500,
                request -> request.getPath().contains("/pods")
                        && request.getMethod().equals("POST"));
        KubernetesOrchestrator dying = start(config());
        dying.ensure(wanted);
        Until.holds("has begun", () -> secrets().size() == 1);
        dying.close();
        cluster.work();
        KubernetesOrchestrator next = start(config());
        Until.holds(
                "is listed",
                () -> seen(next, wanted) instanceof State.Starting starting
                        && starting.what().startsWith("asks the cluster"));
        next.ensure(wanted);
        ready(next, wanted);
        assertEquals(1, pods().size());
        assertEquals(1, secrets().size());
    }

    @Test
    void listenersHearOfEveryChange() {
        KubernetesOrchestrator orchestrator = start(config());
        AtomicInteger heard = new AtomicInteger();
        List<State> states = new CopyOnWriteArrayList<>();
        Wanted wanted = wanted();
        orchestrator.onChange(() -> {
            heard.incrementAndGet();
            states.add(seen(orchestrator, wanted));
        });
        orchestrator.ensure(wanted);
        Until.holds("told of readiness", () -> states.stream().anyMatch(State.Ready.class::isInstance));
        int before = heard.get();
        orchestrator.remove(find(orchestrator, wanted).orElseThrow().name(), false);
        Until.holds(
                "told of the end",
                () -> heard.get() > before && find(orchestrator, wanted).isEmpty());
    }

    @Test
    void refusalIsAFailureInWordsAndOutageIsNot() {
        KubernetesOrchestrator orchestrator = start(config());
        Wanted wanted = wanted();
        cluster.fail(503, request -> request.getMethod().equals("POST"));
        orchestrator.ensure(wanted);
        Until.holds("waits", () -> seen(orchestrator, wanted) instanceof State.Starting);
        cluster.fail(403, request -> request.getMethod().equals("POST"));
        Until.holds("is refused", () -> seen(orchestrator, wanted) instanceof State.Failed);
        State.Failed failed = assertInstanceOf(State.Failed.class, seen(orchestrator, wanted));
        assertTrue(failed.reason().contains("exceeded quota"), failed.reason());
        cluster.work();
        orchestrator.ensure(wanted);
        ready(orchestrator, wanted);
    }

    @Test
    void podThatCannotStartFailsWithItsReason() {
        cluster.kubelet().fate(Fate.BAD_IMAGE);
        KubernetesOrchestrator orchestrator = start(config());
        Wanted wanted = wanted();
        orchestrator.ensure(wanted);
        Until.holds("has failed", () -> seen(orchestrator, wanted) instanceof State.Failed);
        assertEquals(
                new State.Failed("its image cannot be fetched: Back-off pulling image: not found", false),
                seen(orchestrator, wanted));
    }

    @Test
    void eventsTellWhatIsWaitedForAndWhatFailed() {
        cluster.kubelet().fate(Fate.PENDING);
        KubernetesOrchestrator orchestrator = start(config());
        Wanted wanted = wanted();
        orchestrator.ensure(wanted);
        Until.holds("has a pod", () -> pods().size() == 1);
        Pod pod = pods().getFirst();
        cluster.kubelet().event(pod, "FailedScheduling", "0/3 nodes are available", 40);
        Until.holds(
                "is waiting",
                () -> seen(orchestrator, wanted)
                        .equals(new State.Starting("waits for a place: 0/3 nodes are available")));
        cluster.kubelet().event(pod, "FailedMount", "secret not found", 3);
        Until.holds("has failed", () -> seen(orchestrator, wanted) instanceof State.Failed);
    }

    @Test
    void lostPodIsAFailureThatMayBeTriedAgain() {
        KubernetesOrchestrator orchestrator = start(Configs.impatient(config()));
        Wanted wanted = wanted();
        orchestrator.ensure(wanted);
        ready(orchestrator, wanted);
        cluster.objects().resource(pods().getFirst()).delete();
        Until.holds(
                "is missed",
                () -> seen(orchestrator, wanted) instanceof State.Failed failed && failed.mayHelpToRetry());
        assertEquals(Optional.empty(), find(orchestrator, wanted).orElseThrow().endpoint());
    }

    @Test
    void diskOfAProjectIsKeptUntilItIsNotToBe() {
        KubernetesConfig plain = config();
        KubernetesConfig config =
                plain.withDisk(new Disk(plain.disk().bytes(), plain.disk().files(), true, Optional.of("fast")));
        KubernetesOrchestrator orchestrator = start(config);
        Wanted first = wanted();
        orchestrator.ensure(first);
        Environment environment = ready(orchestrator, first);
        assertFalse(environment.recovered());
        PersistentVolumeClaim claim = claims().getFirst();
        assertEquals("fast", claim.getSpec().getStorageClassName());
        assertEquals(
                claim.getMetadata().getName(),
                pods().getFirst().getSpec().getVolumes().stream()
                        .filter(volume -> volume.getName().equals("disk"))
                        .findFirst()
                        .orElseThrow()
                        .getPersistentVolumeClaim()
                        .getClaimName());
        orchestrator.remove(environment.name(), true);
        isGone(orchestrator, first);
        assertEquals(1, claims().size());
        Wanted second = new Wanted(UUID.randomUUID(), first.project(), first.owner(), "python", "runner-python");
        orchestrator.ensure(second);
        Environment again = ready(orchestrator, second);
        assertTrue(again.recovered());
        orchestrator.remove(again.name(), false);
        isGone(orchestrator, second);
        assertEquals(List.of(), claims());
    }

    private List<PersistentVolumeClaim> claims() {
        return cluster.objects()
                .persistentVolumeClaims()
                .inNamespace(TestCluster.NAMESPACE)
                .list()
                .getItems();
    }

    @Test
    void cutWatchesAndFailingAnswersHeal() {
        KubernetesOrchestrator orchestrator = start(config());
        Wanted first = wanted();
        orchestrator.ensure(first);
        ready(orchestrator, first);
        cluster.wire().cut();
        Wanted second = wanted();
        orchestrator.ensure(second);
        ready(orchestrator, second);
        cluster.fail(500, _ -> true);
        cluster.wire().cut();
        Wanted third = wanted();
        orchestrator.ensure(third);
        Until.holds("is not made yet", () -> seen(orchestrator, third) instanceof State.Starting);
        cluster.work();
        ready(orchestrator, third);
        orchestrator.list().forEach(each -> orchestrator.remove(each.name(), false));
        Until.holds("all gone", () -> orchestrator.list().isEmpty());
        nothingIsLeft();
    }

    @Test
    void whatHappenedDuringAnOutageIsSeenAfterIt() {
        Wanted wanted = wanted();
        // Another made it: a maker whose last answer is lost makes what is gone once more.
        KubernetesOrchestrator maker = start(config());
        maker.ensure(wanted);
        ready(maker, wanted);
        isWhollyMade();
        maker.close();
        KubernetesOrchestrator orchestrator = start(Configs.impatient(config()));
        ready(orchestrator, wanted);
        cluster.wire().tear(true);
        cluster.objects().resource(owners().getFirst()).delete();
        nothingIsLeft();
        assertInstanceOf(State.Ready.class, seen(orchestrator, wanted));
        cluster.wire().tear(false);
        isGone(orchestrator, wanted);
    }

    @Test
    void clusterThatDoesNotAnswerIsNotAnEmptyOne() {
        cluster.wire().tear(true);
        KubernetesOrchestrator orchestrator = start(config());
        assertThrows(IllegalStateException.class, orchestrator::list);
        orchestrator.ensure(wanted());
        cluster.wire().tear(false);
        Until.holds("lists", () -> {
            try {
                return orchestrator.list().size() == 1;
            } catch (IllegalStateException unknown) {
                return false;
            }
        });
    }

    @Test
    void warmPodBecomesASessionsOwnAndAnotherTakesItsPlace() {
        KubernetesOrchestrator orchestrator = start(config().withWarm(Map.of("runner-python", 1)));
        Until.holds("one waits", () -> orchestrator.capacity().warm() == 1);
        assertEquals(List.of(), orchestrator.list());
        Pod waiting = pods().getFirst();
        Wanted wanted = wanted();
        orchestrator.ensure(wanted);
        Environment environment = ready(orchestrator, wanted);
        assertEquals(2, environment.steps().size());
        Pod taken = cluster.objects().resource(waiting).get();
        assertEquals(waiting.getMetadata().getUid(), taken.getMetadata().getUid());
        assertEquals(
                wanted.session().toString(), taken.getMetadata().getLabels().get(Names.SESSION));
        assertEquals(environment.name(), taken.getMetadata().getLabels().get(Names.ENVIRONMENT));
        assertTrue(taken.getSpec().getActiveDeadlineSeconds()
                >= config().patience().life().toSeconds());
        Until.holds("another waits", () -> orchestrator.capacity().warm() == 1 && pods().size() == 2);
        orchestrator.remove(environment.name(), false);
        isGone(orchestrator, wanted);
        Until.holds(
                "only the waiting one is left",
                () -> pods().size() == 1 && secrets().size() == 1 && owners().size() == 1);
    }

    @Test
    void warmPodsOfAnotherMakingAreReplaced() {
        KubernetesOrchestrator old = start(config().withWarm(Map.of("runner-python", 2)));
        Until.holds("two wait", () -> old.capacity().warm() == 2);
        Set<String> before = new HashSet<>(
                pods().stream().map(pod -> pod.getMetadata().getUid()).toList());
        old.close();
        KubernetesConfig newer = KubernetesConfig.defaults(TestCluster.NAMESPACE, "registry.example/codearena/", "1.3")
                .isolatedByPod();
        KubernetesOrchestrator next =
                start(newer.withAccess(Configs.onPort(newer.access(), port)).withWarm(Map.of("runner-python", 2)));
        Until.holds("two others wait", () -> {
            List<String> now =
                    pods().stream().map(pod -> pod.getMetadata().getUid()).toList();
            return now.size() == 2 && now.stream().noneMatch(before::contains);
        });
        Until.holds("and are ready", () -> next.capacity().warm() == 2);
    }

    @Test
    void twoServersNeverTakeTheSameWarmPod() {
        KubernetesConfig config = config().withWarm(Map.of("runner-python", 2));
        KubernetesOrchestrator one = start(config);
        KubernetesOrchestrator other = start(config);
        Until.holds(
                "two wait", () -> one.capacity().warm() == 2 && other.capacity().warm() == 2);
        List<Wanted> wanted =
                Stream.generate(KubernetesOrchestratorTest::wanted).limit(8).toList();
        for (int i = 0; i < wanted.size(); i++) {
            (i % 2 == 0 ? one : other).ensure(wanted.get(i));
        }
        List<Endpoint> endpoints = wanted.stream()
                .map(each -> ready(one, each).endpoint().orElseThrow())
                .distinct()
                .toList();
        assertEquals(wanted.size(), endpoints.size());
        wanted.forEach(each ->
                assertEquals(ready(one, each).endpoint(), ready(other, each).endpoint()));
        Until.holds(
                "the pool is full again, and not fuller",
                () -> one.capacity().warm() == 2 && pods().size() == wanted.size() + 2);
    }

    @Test
    void twoServersThatWantTheSameMakeOne() {
        KubernetesConfig config = config().withWarm(Map.of("runner-python", 3));
        KubernetesOrchestrator one = start(config);
        KubernetesOrchestrator other = start(config);
        Until.holds(
                "three wait",
                () -> one.capacity().warm() == 3 && other.capacity().warm() == 3);
        for (int i = 0; i < 5; i++) {
            Wanted wanted = wanted();
            one.ensure(wanted);
            other.ensure(wanted);
            assertEquals(ready(one, wanted).endpoint(), ready(other, wanted).endpoint());
            assertEquals(
                    1,
                    pods().stream()
                            .filter(pod -> wanted.session()
                                    .toString()
                                    .equals(pod.getMetadata().getLabels().get(Names.SESSION)))
                            .count());
        }
    }

    @Test
    void operatorsSeeWhenTheClusterWasLastHeardOf() {
        KubernetesOrchestrator orchestrator = start(config());
        Until.holds("lists", () -> seen(orchestrator, wanted()) instanceof State.Ending);
        double age = meters.get("codearena.kubernetes.sync.age")
                .tag("kind", "pods")
                .gauge()
                .value();
        assertTrue(age >= 0 && age < 60, "age " + age);
        assertTrue(orchestrator.silence().toSeconds() < 60);
    }
}
