package org.codearena.server.execution.job;

import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.codearena.contract.RunnerStatus;
import org.codearena.server.execution.MeteredRunners;
import org.codearena.server.execution.RunnerFault;
import org.codearena.server.execution.RunnerLender;
import org.codearena.server.execution.Runners;
import org.codearena.server.kernel.Secret;
import org.codearena.server.kernel.StopSignal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lends runners that are made for it: a Job for each piece of work, which is removed when the runner is given back. Thread-safe. */
public final class JobLender implements RunnerLender, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(JobLender.class);
    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(5);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(15);
    /** The client's own tries; what takes longer is tried again by us, with pauses. */
    private static final int TRIES = 2;

    private static final Duration SWEEP_EVERY = Duration.ofSeconds(30);
    private static final int KEY_BYTES = 32;

    private final JobCluster cluster;
    private final JobTemplate template;
    private final Lending lending;
    private final String judge;
    private final MeterRegistry meters;
    private final InstantSource clock;
    private final StopSignal stop = new StopSignal();
    private final JobStart start;
    private final Pauses pauses;
    private final SecureRandom random = new SecureRandom();
    private final Set<String> current = ConcurrentHashMap.newKeySet();
    private final Timer started;
    private final Counter failed;
    private volatile Optional<RunnerStatus> seen = Optional.empty();
    private volatile Instant swept = Instant.EPOCH;

    /**
     * Who lends.
     *
     * @param judge its name, the same after a restart and no other's: what its last life has left is its own
     * @param atOnce how many Jobs there may be at once
     * @param pod of the judge, with which its Jobs go; only where it is in the namespace of the Jobs
     */
    public record Lending(String judge, int atOnce, Optional<OwningPod> pod) {}

    /** A pod of this namespace that Jobs belong to. */
    public record OwningPod(String name, String uid) {}

    JobLender(JobsConfig config, Lending lending, KubernetesClient client, MeterRegistry meters, InstantSource clock) {
        this.template = JobTemplate.load(config);
        this.judge = JobNames.label(lending.judge());
        this.cluster = new JobCluster(client, config, judge);
        this.lending = lending;
        this.meters = meters;
        this.clock = clock;
        this.start = new JobStart(cluster, config, clock, stop);
        this.pauses = new Pauses(clock);
        Gauge.builder("codearena.judge.jobs", current, Set::size)
                .description("Jobs of this judge that there are")
                .register(meters);
        this.started = Timer.builder("codearena.judge.jobs.start")
                .description("From asking for a Job until its runner answers")
                .register(meters);
        this.failed = Counter.builder("codearena.judge.jobs.failed")
                .description("Jobs whose runner never answered")
                .register(meters);
    }

    /**
     * Lends on the cluster that the process's environment names; it is not asked anything yet.
     *
     * @throws IllegalArgumentException with all that is wrong with the template
     */
    public static JobLender connect(JobsConfig config, Lending lending, MeterRegistry meters, InstantSource clock) {
        Config access = new ConfigBuilder(Config.autoConfigure(null))
                .withNamespace(config.namespace())
                .withConnectionTimeout((int) CONNECT_WITHIN.toMillis())
                .withRequestTimeout((int) ANSWER_WITHIN.toMillis())
                .withRequestRetryBackoffLimit(TRIES)
                .build();
        return new JobLender(
                config,
                lending,
                new KubernetesClientBuilder().withConfig(access).build(),
                meters,
                clock);
    }

    /** What the last runner said of itself, with as many slots as there may be Jobs. */
    @Override
    public RunnerStatus status() {
        pauses.now().ifPresent(trouble -> {
            throw RunnerFault.unreached("no Job can be had" + trouble);
        });
        if (swept.plus(SWEEP_EVERY).isBefore(clock.instant())) {
            sweep();
        }
        RunnerStatus last = seen.orElseGet(() -> new RunnerStatus("job", List.of(), 1, "", ""));
        return new RunnerStatus(last.mode(), last.lacks(), lending.atOnce(), last.kernel(), last.launcher());
    }

    /** Removes what is ours and nobody's: of an earlier life of this judge, or what could not be removed before. */
    private void sweep() {
        try {
            cluster.names().stream().filter(name -> !current.contains(name)).forEach(left -> {
                log.atInfo().addKeyValue("job", left).log("a Job that was left is removed");
                cluster.delete(left);
            });
            swept = clock.instant();
        } catch (KubernetesClientException away) {
            throw troubled(RunnerFault.unreached("the cluster does not list Jobs" + JobCluster.said(away), away));
        }
    }

    private RunnerFault troubled(RunnerFault fault) {
        pauses.trouble(JobState.quote(fault.getMessage()));
        return fault;
    }

    @Override
    public boolean keepsRunners() {
        return false;
    }

    @Override
    public Loan lend(String language, String work) {
        String name = JobNames.of(work);
        long asked = System.nanoTime();
        current.add(name);
        try {
            JobStart.Answering answering = begin(name, language);
            Duration took = Duration.ofNanos(System.nanoTime() - asked);
            started.record(took);
            seen = Optional.of(answering.status());
            pauses.success();
            log.atDebug()
                    .addKeyValue("job", name)
                    .addKeyValue("tookMs", took.toMillis())
                    .log("the Job's runner answers");
            return new Own(
                    name,
                    answering,
                    new JobRunners(new MeteredRunners(answering.runner(), meters), () -> whyGone(name)));
        } catch (RuntimeException failure) {
            failed.increment();
            remove(name);
            throw failure instanceof RunnerFault fault ? troubled(fault) : failure;
        }
    }

    private JobStart.Answering begin(String name, String language) {
        Secret key = key();
        Job job = template.job(name, judge, language);
        lending.pod().ifPresent(pod -> job.getMetadata().setOwnerReferences(List.of(reference(pod))));
        try {
            cluster.create(job, key);
            return start.await(name, key);
        } catch (KubernetesClientException refused) {
            throw RunnerFault.unreached("Job " + name + JobCluster.said(refused), refused);
        } catch (RunnerFault fault) {
            throw RunnerFault.unreached("Job " + name + ": " + fault.getMessage(), fault);
        }
    }

    private static OwnerReference reference(OwningPod pod) {
        return new OwnerReferenceBuilder()
                .withApiVersion("v1")
                .withKind("Pod")
                .withName(pod.name())
                .withUid(pod.uid())
                .build();
    }

    private Secret key() {
        byte[] drawn = new byte[KEY_BYTES];
        random.nextBytes(drawn);
        return new Secret(HexFormat.of().formatHex(drawn));
    }

    /** Why the pod of a Job is no more, where the cluster knows. */
    private Optional<String> whyGone(String name) {
        try {
            return JobState.of(cluster.pods(name)) instanceof JobState.Failed(String why)
                    ? Optional.of(why)
                    : Optional.empty();
        } catch (KubernetesClientException away) {
            return Optional.empty();
        }
    }

    private void remove(String name) {
        try {
            cluster.delete(name);
        } catch (RuntimeException away) {
            // The sweep will find it, and at last its deadline.
            swept = Instant.EPOCH;
            log.atWarn()
                    .addKeyValue("job", name)
                    .addKeyValue("reason", JobCluster.said(away))
                    .log("a Job cannot be removed yet");
        } finally {
            current.remove(name);
        }
    }

    /** A runner in a Job of its own. */
    private final class Own implements Loan {
        private final String name;
        private final JobStart.Answering answering;
        private final Runners runners;

        Own(String name, JobStart.Answering answering, Runners runners) {
            this.name = name;
            this.answering = answering;
            this.runners = runners;
        }

        @Override
        public Runners runners() {
            return runners;
        }

        @Override
        public void close() {
            answering.runner().hangUp();
            remove(name);
        }
    }

    /** Nothing is lent any more; Jobs that are still there are removed. */
    @Override
    public void close() {
        stop.give();
        List.copyOf(current).forEach(this::remove);
        cluster.close();
    }
}
