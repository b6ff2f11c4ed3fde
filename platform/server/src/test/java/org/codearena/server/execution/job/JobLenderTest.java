package org.codearena.server.execution.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.codearena.contract.Limits;
import org.codearena.contract.PrepareRequest;
import org.codearena.contract.RunnerStatus;
import org.codearena.contract.Step;
import org.codearena.server.Until;
import org.codearena.server.execution.RunnerFault;
import org.codearena.server.execution.RunnerLender.Loan;
import org.codearena.server.execution.job.JobLender.Lending;
import org.codearena.server.execution.job.JobLender.OwningPod;
import org.codearena.server.execution.job.JobsConfig.Patience;
import org.codearena.server.infra.kubernetes.TestApi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Runners in Jobs, on an API that behaves as a cluster's does. */
final class JobLenderTest {
    private static final String WORK = "0b0e4b3c-6c0e-4a52-9a0c-0d6f4a8f7c11-3";
    private static final String JOB = "ca-judge-" + WORK;

    private static final String TOO_WEAK = """
            {"type": "urn:codearena:runner:not-ready", "detail": "the sandbox works in mode B, which is below the floor A"}""";

    private final TestApi api = new TestApi(TestNode.NAMESPACE);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    /** Stands still, so that pauses end when the test says so. */
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.now());

    private volatile boolean isTooWeak;
    private JobsConfig config;
    private TestNode node;
    private JobLender lender;

    @BeforeEach
    void start() throws IOException {
        int port = freePort();
        config = new JobsConfig(
                TestNode.NAMESPACE,
                "arena",
                port,
                JobsConfig.defaults("x", "registry/", "1.0").images(),
                JobsConfig.defaults("x", "", "").sizes(),
                JobsConfig.defaults("x", "", "").hardening(),
                JobsConfig.defaults("x", "", "").placement(),
                new Patience(Duration.ofSeconds(30), Duration.ofMinutes(30), Duration.ofMinutes(1)),
                Optional.empty());
        node = new TestNode(
                api,
                (address, _) -> isTooWeak ? new StandIn(address, port, 503, TOO_WEAK) : new StandIn(address, port));
        lender = lender(config);
    }

    @AfterEach
    void end() {
        lender.close();
        node.close();
        api.close();
    }

    private static int freePort() throws IOException {
        try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return any.getLocalPort();
        }
    }

    private JobLender lender(JobsConfig of) {
        InstantSource clock = now::get;
        return new JobLender(
                of,
                new Lending("arena-judge-python-7d9f", 4, Optional.of(new OwningPod("arena-judge-python-7d9f", "u-1"))),
                api.client(),
                meters,
                clock);
    }

    private JobLender impatient() {
        lender.close();
        lender = lender(config.withPatience(
                new Patience(Duration.ofMillis(300), Duration.ofMinutes(30), Duration.ofMinutes(1))));
        return lender;
    }

    private void pass(Duration time) {
        now.updateAndGet(then -> then.plus(time));
    }

    private static void prepare(Loan loan) {
        loan.runners().prepare(new PrepareRequest("python", "1", List.of(), Step.of("true"), Limits.DEFAULT));
    }

    private RunnerFault refused(JobLender by) {
        RunnerFault fault = assertThrows(RunnerFault.class, () -> by.lend("python", WORK));
        assertTrue(fault.isUnreached(), fault::toString);
        Until.holds(
                "nothing is left", () -> node.jobs().isEmpty() && node.secrets().isEmpty());
        return fault;
    }

    private static void says(String part, RunnerFault fault) {
        assertTrue(String.valueOf(fault.getMessage()).contains(part), fault.getMessage());
    }

    @Test
    void aJobIsMadeJudgesAndIsGoneWhenItIsGivenBack() {
        try (Loan loan = lender.lend("python", WORK)) {
            assertEquals("B", loan.runners().status().mode());
            prepare(loan);
            Job job = node.jobs().getFirst();
            assertEquals(JOB, job.getMetadata().getName());
            assertEquals(
                    "u-1", job.getMetadata().getOwnerReferences().getFirst().getUid());
            assertEquals(
                    "registry/codearena-all:1.0",
                    job.getSpec()
                            .getTemplate()
                            .getSpec()
                            .getContainers()
                            .getFirst()
                            .getImage());
            assertEquals(
                    job.getMetadata().getUid(),
                    node.secrets()
                            .getFirst()
                            .getMetadata()
                            .getOwnerReferences()
                            .getFirst()
                            .getUid());
            assertEquals(1, meters.get("codearena.judge.jobs").gauge().value());
        }
        Until.holds(
                "the Job, its pod and its key are gone",
                () -> node.jobs().isEmpty()
                        && node.pods(JOB).isEmpty()
                        && node.secrets().isEmpty());
        assertEquals(0, node.running());
        assertEquals(0, meters.get("codearena.judge.jobs").gauge().value());
        assertEquals(1, meters.get("codearena.judge.jobs.start").timer().count());
    }

    @Test
    void itSaysOfItselfWhatItsLastRunnerSaid() {
        assertEquals(new RunnerStatus("job", List.of(), 4, "", ""), lender.status());
        lender.lend("python", WORK).close();
        assertEquals(new RunnerStatus("B", List.of("own-uid"), 4, "6.12", "abc"), lender.status());
    }

    @Test
    void twoPiecesOfWorkHaveRunnersOfTheirOwn() {
        try (Loan one = lender.lend("python", "one");
                Loan other = lender.lend("java", "other")) {
            prepare(one);
            prepare(other);
            assertEquals(2, node.running());
        }
    }

    @Test
    void anImageThatCannotBeFetchedIsSaidAtOnce() {
        node.fate(TestNode.Fate.BAD_IMAGE);
        says("its image cannot be fetched (ImagePullBackOff): Back-off pulling image: not found", refused(lender));
        assertEquals(1, meters.get("codearena.judge.jobs.failed").counter().count());
    }

    @Test
    void aQuotaThatIsUsedUpIsSaidAsTheClusterSaysIt() {
        node.fate(TestNode.Fate.OVER_QUOTA);
        says("the cluster makes no pod: exceeded quota: judging", refused(lender));
    }

    @Test
    void aJobThatFindsNoPlaceIsGivenUpAfterAWhile() {
        node.fate(TestNode.Fate.NO_ROOM);
        says("waits for a place on a node: 0/3 nodes are available: 3 Insufficient cpu", refused(impatient()));
    }

    @Test
    void aRunnerThatNeverAnswersIsGivenUpAfterAWhile() {
        node.fate(TestNode.Fate.NOTHING);
        says("it went no further than this: starts its container", refused(impatient()));
    }

    @Test
    void aRunnerWhoseSandboxIsTooWeakIsNotWaitedFor() {
        isTooWeak = true;
        says("its runner may not judge: runner answered 503", refused(lender));
        says("which is below the floor A", assertThrows(RunnerFault.class, lender::status));
    }

    @Test
    void anApiThatFailsIsGivenTimeToRecover() {
        api.fail(500, request -> request.getMethod().equals("POST"));
        says("Job " + JOB + ": pods \"x\" is forbidden: exceeded quota: judging", refused(lender));
        says("no Job can be had: Job " + JOB, assertThrows(RunnerFault.class, lender::status));
        api.work();
        assertThrows(RunnerFault.class, lender::status);
        pass(Duration.ofSeconds(2));
        assertEquals(4, lender.status().slots());
        lender.lend("python", WORK).close();
    }

    @Test
    void pausesGrowAsLongAsNothingWorks() {
        api.fail(500, _ -> true);
        for (int seconds = 1; seconds <= 32; seconds *= 2) {
            assertThrows(RunnerFault.class, () -> lender.lend("python", WORK));
            pass(Duration.ofSeconds(seconds).minusMillis(1));
            assertTrue(String.valueOf(
                            assertThrows(RunnerFault.class, lender::status).getMessage())
                    .contains("no Job can be had"));
            pass(Duration.ofMillis(2));
        }
    }

    @Test
    void aKeyThatCannotBeMadeLeavesNoJobBehind() {
        api.fail(403, request -> request.getPath().contains("/secrets"));
        says("forbidden", refused(lender));
    }

    @Test
    void aJobThatCouldNotBeRemovedIsRemovedLater() {
        Loan loan = lender.lend("python", WORK);
        api.fail(500, request -> request.getMethod().equals("DELETE"));
        loan.close();
        assertEquals(1, node.jobs().size());
        api.work();
        assertEquals(4, lender.status().slots());
        Until.holds("it is gone", () -> node.jobs().isEmpty());
    }

    @Test
    void whatAnEarlierLifeOfTheJudgeLeftIsRemovedAndNobodyElses() {
        Loan lost = lender.lend("python", WORK);
        JobLender neighbour = new JobLender(
                config, new Lending("another", 4, Optional.empty()), api.client(), meters, InstantSource.system());
        try (Loan others = neighbour.lend("python", "others");
                JobLender again = lender(config)) {
            assertEquals(4, again.status().slots());
            Until.holds("one is left", () -> node.jobs().size() == 1);
            prepare(others);
        } finally {
            neighbour.close();
            lost.close();
        }
    }

    @Test
    void closingRemovesWhatIsStillLent() {
        Loan loan = lender.lend("python", WORK);
        lender.close();
        assertTrue(node.jobs().isEmpty());
        loan.close();
    }

    @Test
    void whatHappensToAJobThatJudgesMayBeItsProgramsDoing() throws Exception {
        try (Loan loan = lender.lend("python", WORK)) {
            prepare(loan);
            node.kill(JOB, "OOMKilled", 137);
            RunnerFault fault = assertThrows(RunnerFault.class, () -> prepare(loan));
            assertFalse(fault.isUnreached());
            says("it used more memory than a Job has (OOMKilled)", fault);
        }
    }

    @Test
    void aRequestThatIsSentTwiceFindsWhatItHasMade() {
        createTwice();
        assertEquals(1, node.jobs().size());
    }

    private void createTwice() {
        JobCluster cluster = new JobCluster(api.client(), config, "judge");
        Job job = JobTemplate.load(config).job(JOB, "judge", "python");
        org.codearena.server.kernel.Secret key = new org.codearena.server.kernel.Secret("00".repeat(32));
        cluster.create(job, key);
        cluster.create(job, key);
        Job others = JobTemplate.load(config).job(JOB, "another", "python");
        assertThrows(RuntimeException.class, () -> cluster.create(others, key));
        cluster.close();
    }

    @Test
    void nothingIsAskedOfTheClusterThatIsNotGranted() throws IOException {
        lender.status();
        lender.lend("python", WORK).close();
        node.fate(TestNode.Fate.OVER_QUOTA);
        // Another name: no two pieces of work ever have the same.
        assertThrows(RunnerFault.class, () -> lender.lend("python", "over-quota"));
        createTwice();
        try (var in = Objects.requireNonNull(JobLenderTest.class.getResourceAsStream("verbs.txt"))) {
            List<String> granted = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .toList();
            assertEquals(granted, api.verbs().stream().toList());
        }
    }
}
