package org.codearena.server;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.codearena.contract.LogLine;
import org.codearena.server.execution.job.JobPreview;
import org.codearena.server.kernel.Fault;
import org.codearena.server.kernel.LogFields;
import org.codearena.server.workspace.Environments;
import org.codearena.server.workspace.orchestrator.kubernetes.TemplatePreview;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts a server on what its environment says, for a machine of its own among many. */
public final class Main {
    // The JDK asks once who manages its logs, so this stands before anything that logs.
    static {
        System.setProperty("java.util.logging.manager", LastingLogManager.class.getName());
    }

    private static final Logger log = LoggerFactory.getLogger(Main.class);
    private static final int FAILED = 1;
    private static final int USAGE = 2;
    private static final String CHECK = "check";
    private static final String PREVIEW = "session-objects";
    private static final String JOB_PREVIEW = "job-object";

    private static final String HELP = """
            usage: codearena-server [check | session-objects | job-object]

            Starts a server, which is told everything by its environment, and ends it on SIGTERM with status 0, after what is under way. A
            configuration that is wrong ends it with status 2, a start that fails with status 1.

            check says everything that is wrong with the configuration, unknown variables too, and starts nothing.
            session-objects prints what a session would be made of on the cluster, and starts nothing.
            job-object prints the Job in which a submission would be judged, and starts nothing.

            Variables, with what they are when they are not given:

            """;

    private Main() {}

    public static void main(String[] arguments) {
        LogLine.everywhere(LogFields::ofThread);
        int status = run(List.of(arguments), System.getenv());
        if (status != 0) {
            System.exit(status);
        }
    }

    private static int run(List<String> arguments, Map<String, String> environment) {
        if (arguments.contains("--help")) {
            System.out.println(HELP + Variable.help());
            return 0;
        }
        if (arguments.equals(List.of(CHECK))) {
            return check(environment);
        }
        try {
            Config config = ConfigReader.read(environment);
            if (arguments.isEmpty()) {
                serve(config, environment);
            } else {
                preview(arguments, config);
            }
            return 0;
        } catch (ConfigException wrong) {
            return refused(wrong.faults());
        } catch (Fault | IllegalArgumentException | IllegalStateException told) {
            System.err.println("codearena-server: " + told.getMessage());
            return FAILED;
        } catch (IOException failure) {
            System.err.println("codearena-server: cannot start: " + failure);
            return FAILED;
        }
    }

    private static int check(Map<String, String> environment) {
        List<String> faults = ConfigCheck.faults(environment);
        if (faults.isEmpty()) {
            System.out.println("codearena-server: the configuration is sound");
            return 0;
        }
        return refused(faults);
    }

    private static int refused(List<String> faults) {
        faults.forEach(fault -> System.err.println("codearena-server: " + fault));
        return USAGE;
    }

    private static void preview(List<String> arguments, Config config) throws ConfigException {
        switch (arguments) {
            case List<String> words when words.equals(List.of(PREVIEW)) -> previewSession(config);
            case List<String> words when words.equals(List.of(JOB_PREVIEW)) -> previewJob(config);
            default ->
                throw new ConfigException(List.of("the arguments are " + arguments + ", allowed are " + CHECK + ", "
                        + PREVIEW + ", " + JOB_PREVIEW + " and --help"));
        }
    }

    private static void previewJob(Config config) throws ConfigException {
        var jobs = config.judge()
                .jobs()
                .orElseThrow(() -> new ConfigException(
                        List.of(Variable.JUDGE_EXECUTION.key() + " is not job, so submissions are judged in no Jobs")));
        String language =
                config.judge().languages().stream().sorted().findFirst().orElse("python");
        System.out.print(JobPreview.of(jobs.config(), config.judge().worker(), language));
    }

    private static void previewSession(Config config) throws ConfigException {
        if (!(config.workspace().environments() instanceof Environments.Kubernetes(var kubernetes))) {
            throw new ConfigException(
                    List.of(Variable.SESSIONS.key() + " is not kubernetes, so sessions are made of no objects"));
        }
        System.out.print(TemplatePreview.of(kubernetes));
    }

    private static void serve(Config config, Map<String, String> environment) throws IOException {
        new Variables(environment)
                .unknown()
                .forEach(name -> log.atWarn().addKeyValue("name", name).log("this variable is not known, and ignored"));
        Ending ending = new Ending();
        Thread hook = new Thread(ending, "end");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            App app = App.start(config);
            ending.of(app);
            log.atInfo()
                    .addKeyValue("roles", config.roles())
                    .addKeyValue("adminPort", app.adminPort())
                    .log("server ready");
        } catch (Throwable failure) {
            Runtime.getRuntime().removeShutdownHook(hook);
            throw failure;
        }
        Ending.await();
    }

    /**
     * What happens when this process is told to end. It ends with 0 when all that was under way has ended, though Java would have
     * it otherwise; a start that is broken off has nothing under way.
     */
    private static final class Ending implements Runnable {
        private volatile Optional<App> started = Optional.empty();

        void of(App app) {
            started = Optional.of(app);
        }

        @Override
        public void run() {
            int status = FAILED;
            try {
                started.ifPresent(App::close);
                status = 0;
                log.atInfo().log("server ended");
            } catch (RuntimeException notAll) {
                log.atError().setCause(notAll).log("not everything ended in order");
            } finally {
                System.err.flush();
                Runtime.getRuntime().halt(status);
            }
        }

        static void await() {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
