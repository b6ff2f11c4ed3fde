package org.codearena.services;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * A private RabbitMQ node: its own name, ports, cookie and data, on the loopback interface alone.
 *
 * <p>It runs without epmd, the daemon that tells Erlang nodes where others are: our node is alone and keeps to one port,
 * so there is nothing to tell, no process that stays behind, and nothing to share with a node somebody else runs.
 *
 * <p>Safe for use by several threads.
 */
public final class RabbitServer implements AutoCloseable {
    private static final Logger LOG = System.getLogger(RabbitServer.class.getName());
    private static final String NAME = "rabbitmq";
    private static final String USER = "codearena";
    private static final Pattern VIRTUAL_HOST = Pattern.compile("[a-z][a-z0-9_-]{0,62}");

    private final Node node;
    private final Supervisor supervisor;

    private RabbitServer(Node node, Supervisor supervisor) {
        this.node = node;
        this.supervisor = supervisor;
    }

    /** Where the node is, and who may use which part of it. */
    public record Address(String host, int port, String user, String password, String virtualHost) {
        /** Without the password: this text may end up in a log. */
        @Override
        public String toString() {
            return "amqp://%s@%s:%d/%s".formatted(user, host, port, virtualHost);
        }
    }

    /** Starts the installed RabbitMQ on the data kept below the home; returns when it lets its user in. */
    public static RabbitServer start(Home home) {
        return prepare(home).start();
    }

    /** All that can be said before the node runs: for a server that shall not wait for it. */
    public static Prepared prepare(Home home) {
        return new Prepared(Node.prepare(home));
    }

    /** A node that is yet to be started, once. */
    public static final class Prepared {
        private final Node node;

        private Prepared(Node node) {
            this.node = node;
        }

        public Address address() {
            return node.address("/");
        }

        /** Returns when the node lets its user in. */
        public RabbitServer start() {
            return new RabbitServer(node, Supervisor.start(node, node.home));
        }
    }

    /** The virtual host that every node has. */
    public Address address() {
        return node.address("/");
    }

    /** A virtual host of that name, created if it is missing. */
    public Address virtualHost(String name) {
        if (!VIRTUAL_HOST.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "'%s' is no name for a virtual host; allowed is what matches %s".formatted(name, VIRTUAL_HOST));
        }
        node.evaluate("""
                Name = <<"%1$s">>, User = <<"%2$s">>, All = <<".*">>,
                rabbit_vhost:exists(Name) orelse rabbit_vhost:add(Name, User),
                ok = rabbit_auth_backend_internal:set_permissions(User, Name, All, All, All, User).
                """.formatted(name, USER));
        return node.address(name);
    }

    /** The pid of the running node; empty while it is being started again. */
    public OptionalLong pid() {
        return supervisor.pid();
    }

    @Override
    public void close() {
        supervisor.close();
    }

    private static final class Node implements Program {
        private final Home home;
        private final RabbitInstallation installation;
        private final Path directory;
        private final String password;
        private volatile int port;
        private volatile int distributionPort;

        private Node(Home home, RabbitInstallation installation, Path directory, String password) {
            this.home = home;
            this.installation = installation;
            this.directory = directory;
            this.password = password;
        }

        static Node prepare(Home home) {
            var installation = RabbitInstallation.find();
            var node = new Node(home, installation, home.directory(NAME), home.secret(NAME, "password"));
            home.secret(NAME + "/home", ".erlang.cookie");
            installation.linkNeededPlugins(home.directory(NAME + "/plugins"));
            node.takePorts();
            return node;
        }

        Address address(String virtualHost) {
            return new Address("127.0.0.1", port, USER, password, virtualHost);
        }

        @Override
        public String name() {
            return NAME;
        }

        @Override
        public ChildCommand command() {
            Path settings = directory.resolve("rabbitmq.conf");
            Home.writeWhole(settings, """
                    listeners.tcp.1 = 127.0.0.1:%d
                    default_user = %s
                    default_pass = %s
                    log.console = true
                    log.console.level = warning
                    log.console.use_colors = off
                    log.file = false
                    vm_memory_high_watermark.absolute = 512MB
                    disk_free_limit.absolute = 200MB
                    """.formatted(port, USER, password));
            Path plugins = directory.resolve("enabled_plugins");
            Home.writeWhole(plugins, "[].\n");
            return new ChildCommand(
                    List.of(),
                    Optional.of(stopSignal()),
                    List.of(installation.server().toString()),
                    environment(settings, plugins));
        }

        private Map<String, String> environment(Path settings, Path plugins) {
            return Map.ofEntries(
                    Map.entry("HOME", directory.resolve("home").toString()),
                    Map.entry("RABBITMQ_NODENAME", "codearena@localhost"),
                    Map.entry("RABBITMQ_NODE_IP_ADDRESS", "127.0.0.1"),
                    Map.entry("RABBITMQ_DIST_PORT", Integer.toString(distributionPort)),
                    // Neither the machine's settings for a node of its own nor that node's directories.
                    Map.entry("RABBITMQ_CONF_ENV_FILE", "/dev/null"),
                    Map.entry("RABBITMQ_CONFIG_FILE", settings.toString()),
                    Map.entry(
                            "RABBITMQ_ADVANCED_CONFIG_FILE",
                            directory.resolve("none.config").toString()),
                    Map.entry("RABBITMQ_ENABLED_PLUGINS_FILE", plugins.toString()),
                    Map.entry(
                            "RABBITMQ_PLUGINS_DIR", directory.resolve("plugins").toString()),
                    Map.entry(
                            "RABBITMQ_MNESIA_BASE", directory.resolve("mnesia").toString()),
                    Map.entry(
                            "RABBITMQ_GENERATED_CONFIG_DIR",
                            directory.resolve("generated").toString()),
                    Map.entry("RABBITMQ_LOG_BASE", directory.resolve("log").toString()),
                    Map.entry("RABBITMQ_PID_FILE", directory.resolve("node.pid").toString()),
                    // The node asks for an epmd all the same. It must not find the machine's, nor start one, nor find
                    // its own port, which would keep it waiting for 10 s: nobody listens on port 1.
                    Map.entry("ERL_EPMD_PORT", "1"),
                    Map.entry("ERL_FLAGS", "-start_epmd false"),
                    Map.entry("ERL_CRASH_DUMP_SECONDS", "0"),
                    // The start script then becomes the node instead of waiting for it in a process of its own, which
                    // could be killed without the node noticing.
                    Map.entry("RUNNING_UNDER_SYSTEMD", "true"),
                    Map.entry("RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS", erlangArguments()));
        }

        private String erlangArguments() {
            return String.join(
                    " ",
                    "-sname codearena@localhost",
                    "-erl_epmd_port " + distributionPort,
                    "-kernel inet_dist_use_interface {127,0,0,1}",
                    "-kernel inet_dist_listen_min " + distributionPort,
                    "-kernel inet_dist_listen_max " + distributionPort);
        }

        void evaluate(String expressions) {
            ErlangCall.evaluate(distributionPort, directory.resolve("home"), expressions);
        }

        @Override
        public String stopSignal() {
            return "TERM";
        }

        /** Long, because a node reads back the messages it kept. */
        @Override
        public Duration readyWithin() {
            return Duration.ofMinutes(2);
        }

        @Override
        public boolean answers() {
            return AmqpLogin.succeeds(port, USER, password);
        }

        /**
         * The node looks after its entry in epmd by starting another Erlang each minute, which would start the epmd
         * that we do without.
         */
        @Override
        public void ready() {
            try {
                evaluate("supervisor:terminate_child(rabbit_sup, rabbit_epmd_monitor_sup).");
            } catch (ServiceException kept) {
                LOG.log(Level.DEBUG, "RabbitMQ keeps its epmd monitor: {0}", kept.getMessage());
            }
        }

        @Override
        public boolean movedToAnotherPort() {
            int before = port;
            int distributionBefore = distributionPort;
            takePorts();
            return port != before || distributionPort != distributionBefore;
        }

        private void takePorts() {
            port = home.port(NAME, "port");
            distributionPort = home.port(NAME, "distribution-port");
        }
    }
}
