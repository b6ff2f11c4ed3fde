package org.codearena.server;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.codearena.server.Config.JudgeConfig;
import org.codearena.server.Config.JudgeJobs;
import org.codearena.server.Config.Queues;
import org.codearena.server.execution.job.JobLender.OwningPod;
import org.codearena.server.execution.job.JobsSettings;
import org.codearena.server.infra.Broker;
import org.codearena.server.infra.Cache;
import org.codearena.server.infra.Database;
import org.codearena.server.infra.ObjectStore;
import org.codearena.server.infra.S3Blobs;
import org.codearena.server.infra.http.HttpConfig;
import org.codearena.server.kernel.Quoted;
import org.codearena.server.submission.Submissions;
import org.codearena.server.workspace.Environments;
import org.codearena.server.workspace.WorkspaceConfig;
import org.codearena.server.workspace.orchestrator.kubernetes.KubernetesSettings;
import org.codearena.server.workspace.project.Quotas;
import org.codearena.server.workspace.session.SessionLimits;

/** Makes the configuration of a server from the environment of its process, or says everything that is wrong with that. */
final class ConfigReader {
    private static final int HIGHEST_PORT = 65_535;
    private static final int AMQP_PORT = 5672;
    private static final int AMQPS_PORT = 5671;
    private static final Duration DATABASE_WITHIN = Duration.ofMinutes(5);
    private static final Duration LONGEST = Duration.ofDays(1);
    /** A session lives less long, and knows what it has put. */
    private static final Duration SHORTEST_KEPT = Duration.ofDays(1);

    private static final Duration LONGEST_KEPT = Duration.ofDays(3650);
    private static final Duration LONGEST_LINGER = Duration.ofMinutes(5);
    private static final String NONE = "none";
    private static final String ALL = "all";
    private static final String OPEN = "open";
    private static final String CLOSED = "closed";

    /** A name below which, by a rule of the internet, there is nothing. */
    private static final String NO_HOST = "preview.invalid";

    private static final URI ANY = URI.create("none://none");
    private static final Pattern DATABASE = Pattern.compile("jdbc:postgresql://[^/?@ ]+/[^?@ ]+(\\?[^ ]*)?");
    private static final Pattern CREDENTIALS = Pattern.compile("[?&](user|password|sslpassword)=");
    private static final Pattern BUCKET =
            Pattern.compile("s3://([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:/([A-Za-z0-9._/-]*))?");
    private static final Pattern RUNNER =
            Pattern.compile("unix:(/[^\\x00]+)|tcp:([^:]+|\\[[0-9a-fA-F:]+]):([0-9]{1,5})");
    private static final Pattern OWNER = Pattern.compile("([a-z0-9][a-z0-9.-]{0,252})/([0-9a-zA-Z-]{1,64})");
    private static final Pattern LANGUAGE = Pattern.compile("[a-z][a-z0-9]{0,31}");
    private static final Pattern ADDRESS = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9a-fA-F:]*:[0-9a-fA-F:.]*");
    private static final Pattern HOST = Pattern.compile("[a-z0-9]([a-z0-9.-]*[a-z0-9])?");

    private final Variables variables;

    private ConfigReader(Variables variables) {
        this.variables = variables;
    }

    /** @throws ConfigException with all that is wrong */
    static Config read(Map<String, String> environment) throws ConfigException {
        Variables variables = new Variables(environment);
        Config config = new ConfigReader(variables).config();
        variables.end();
        return config;
    }

    private Config config() {
        Set<Role> roles = roles();
        boolean queueing = roles.contains(Role.JUDGE) || roles.contains(Role.OPS);
        return new Config(
                roles,
                http(roles.contains(Role.API)),
                database(),
                queueing ? Optional.of(broker()) : Optional.empty(),
                cache(),
                objects(),
                variables.time(Variable.BLOBS_KEPT, SHORTEST_KEPT, LONGEST_KEPT),
                plugins(),
                Queues.cluster(variables.flag(Variable.BROKER_QUORUM)),
                judge(),
                Submissions.Bounds.DEFAULT,
                workspace(),
                isRegistrationOpen(),
                variables.secret(Variable.FIRST_ADMIN_PASSWORD),
                existing(Variable.SHIPPED_PROBLEMS));
    }

    private Set<Role> roles() {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        for (String name : variables.list(Variable.ROLES)) {
            switch (name) {
                case "api" -> roles.add(Role.API);
                case "judge" -> roles.add(Role.JUDGE);
                case "ops" -> roles.add(Role.OPS);
                default ->
                    variables.fault(
                            Variable.ROLES.key() + " holds " + Quoted.of(name) + ", allowed are api, judge and ops");
            }
        }
        if (roles.isEmpty()) {
            variables.fault(Variable.ROLES, variables.text(Variable.ROLES).orElse(""), "lists of api, judge and ops");
            roles.add(Role.API);
        }
        return roles;
    }

    private HttpConfig http(boolean serving) {
        Optional<URI> url = variables
                .uri(Variable.PUBLIC_URL, List.of("http", "https"), "such as https://arena.example.org")
                .filter(this::isWithoutPath);
        if (serving && variables.text(Variable.PUBLIC_URL).isEmpty()) {
            variables.missing(Variable.PUBLIC_URL, "with the role api, as origins and cookies are held against it");
        }
        HttpConfig usual = HttpConfig.defaults();
        String address = listenAddress();
        return new HttpConfig(
                address,
                variables.number(Variable.HTTP_PORT, 1, HIGHEST_PORT),
                address,
                variables.number(Variable.ADMIN_PORT, 1, HIGHEST_PORT),
                url,
                variables.number(Variable.HTTP_TRUSTED_HOPS, 0, 10),
                usual.maxConnections(),
                usual.maxBodyBytes(),
                variables.time(Variable.HTTP_LINGER, Duration.ZERO, LONGEST_LINGER),
                usual.drain());
    }

    /** A number, not a name: what a name stands for may be another machine tomorrow. */
    private String listenAddress() {
        String address = variables.required(Variable.LISTEN_ADDRESS);
        if (!ADDRESS.matcher(address).matches()) {
            variables.fault(Variable.LISTEN_ADDRESS, address, "addresses such as 0.0.0.0, 127.0.0.1 and ::1");
        }
        return address;
    }

    private boolean isWithoutPath(URI url) {
        boolean plain = url.getPath().isEmpty() || url.getPath().equals("/");
        if (!plain) {
            variables.fault(Variable.PUBLIC_URL, url.toString(), "addresses without a path");
        }
        return plain;
    }

    private Database.Config database() {
        String url = variables.required(Variable.DATABASE_URL);
        if (!url.isEmpty()
                && (!DATABASE.matcher(url).matches() || CREDENTIALS.matcher(url).find())) {
            variables.fault(
                    Variable.DATABASE_URL,
                    Variables.withoutCredentials(url),
                    "jdbc:postgresql://HOST:PORT/NAME, user and password in variables of their own");
        }
        return new Database.Config(
                url,
                variables.required(Variable.DATABASE_USER),
                variables.requiredSecret(Variable.DATABASE_PASSWORD),
                variables.number(Variable.DATABASE_CONNECTIONS, 4, 1_000),
                DATABASE_WITHIN);
    }

    private Broker.Config broker() {
        URI uri = needed(
                Variable.BROKER_URI,
                List.of("amqp", "amqps"),
                "amqp://HOST:PORT/VHOST and amqps://…, without credentials");
        boolean tls = "amqps".equals(uri.getScheme());
        int usualPort = tls ? AMQPS_PORT : AMQP_PORT;
        return new Broker.Config(
                uri.getHost(),
                uri.getPort() < 0 ? usualPort : uri.getPort(),
                variables.required(Variable.BROKER_USER),
                variables.requiredSecret(Variable.BROKER_PASSWORD),
                virtualHost(uri),
                tls);
    }

    /** As RabbitMQ reads it: no path at all is the usual one, and a slash within the name is encoded. */
    private static String virtualHost(URI uri) {
        String path = uri.getPath() == null ? "" : uri.getPath();
        return path.length() <= 1 ? "/" : path.substring(1);
    }

    private Cache.Address cache() {
        URI uri = needed(
                Variable.CACHE_URI, List.of("redis", "rediss"), "redis://HOST:PORT and rediss://…, without a password");
        if (!uri.equals(ANY) && uri.getPort() < 0) {
            variables.fault(Variable.CACHE_URI, uri.toString(), "addresses with a port, such as redis://cache:6379");
        }
        return new Cache.Address(uri.toString(), variables.secret(Variable.CACHE_PASSWORD));
    }

    private URI needed(Variable variable, List<String> schemes, String allowed) {
        if (variables.required(variable).isEmpty()) {
            return ANY;
        }
        return variables.uri(variable, schemes, allowed).orElse(ANY);
    }

    private ObjectStore objects() {
        String place = variables.required(Variable.BLOBS);
        if (!place.startsWith("s3:")) {
            return new ObjectStore.Directory(variables.path(Variable.BLOBS).orElseGet(() -> Path.of("/")));
        }
        Matcher bucket = BUCKET.matcher(place);
        if (!bucket.matches()) {
            variables.fault(Variable.BLOBS, place, "a directory and s3://BUCKET[/PREFIX]");
        }
        URI endpoint = needed(Variable.S3_ENDPOINT, List.of("http", "https"), "such as https://s3.example.org");
        return new ObjectStore.S3(new S3Blobs.Config(
                endpoint,
                variables.required(Variable.S3_REGION),
                bucket.matches() ? bucket.group(1) : "",
                bucket.matches() && bucket.group(2) != null ? bucket.group(2) : "",
                variables.requiredSecret(Variable.S3_ACCESS_KEY),
                variables.requiredSecret(Variable.S3_SECRET_KEY)));
    }

    private Path plugins() {
        return existing(Variable.PLUGINS).orElseGet(() -> Path.of("/"));
    }

    private Optional<Path> existing(Variable variable) {
        Optional<Path> directory = variables.path(variable);
        directory
                .filter(path -> !Files.isDirectory(path))
                .ifPresent(path -> variables.fault(variable.key() + " is " + Quoted.of(path.toString())
                        + ", which is no directory that can be read"));
        return directory;
    }

    private JudgeConfig judge() {
        return new JudgeConfig(
                variables.text(Variable.JUDGE_NAME).orElseGet(ConfigReader::hostName),
                languages(),
                runner(),
                variables.time(Variable.JUDGE_GRACE, Duration.ZERO, LONGEST),
                jobs());
    }

    private Optional<JudgeJobs> jobs() {
        String execution = variables.required(Variable.JUDGE_EXECUTION);
        return switch (execution) {
            case "runner" -> Optional.empty();
            case "job" -> jobsOnCluster();
            default -> {
                variables.fault(Variable.JUDGE_EXECUTION, execution, "runner and job");
                yield Optional.empty();
            }
        };
    }

    private Optional<JudgeJobs> jobsOnCluster() {
        int atOnce = variables.number(Variable.JOBS_AT_ONCE, 1, 1_000);
        Optional<OwningPod> owner = owner();
        try {
            return Optional.of(new JudgeJobs(
                    JobsSettings.read(variables.path(Variable.JOBS_CONFIG), existing(Variable.JOBS_TEMPLATES)),
                    atOnce,
                    owner));
        } catch (IllegalArgumentException wrong) {
            variables.fault(Variable.JOBS_CONFIG.key() + ": " + wrong.getMessage());
            return Optional.empty();
        }
    }

    private Optional<OwningPod> owner() {
        return variables.text(Variable.JOBS_OWNER).flatMap(text -> {
            Matcher owner = OWNER.matcher(text);
            if (!owner.matches()) {
                variables.fault(Variable.JOBS_OWNER, text, "NAME/UID of a pod");
                return Optional.empty();
            }
            return Optional.of(new OwningPod(owner.group(1), owner.group(2)));
        });
    }

    private Set<String> languages() {
        List<String> names = variables.list(Variable.JUDGE_LANGUAGES);
        if (names.equals(List.of(ALL))) {
            return Set.of();
        }
        names.stream()
                .filter(name -> !LANGUAGE.matcher(name).matches() || name.equals(ALL))
                .forEach(name -> variables.fault(Variable.JUDGE_LANGUAGES.key() + " holds " + Quoted.of(name)
                        + ", allowed are ids of languages, or all and nothing else"));
        return Set.copyOf(names);
    }

    private SocketAddress runner() {
        String text = variables.required(Variable.JUDGE_RUNNER);
        Matcher runner = RUNNER.matcher(text);
        if (runner.matches() && runner.group(1) != null) {
            return UnixDomainSocketAddress.of(runner.group(1));
        }
        if (runner.matches() && Integer.parseInt(runner.group(3)) <= HIGHEST_PORT) {
            return new InetSocketAddress(runner.group(2), Integer.parseInt(runner.group(3)));
        }
        variables.fault(Variable.JUDGE_RUNNER, text, "unix:PATH and tcp:HOST:PORT");
        return InetSocketAddress.createUnresolved("none", 0);
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) {
            return "localhost";
        }
    }

    private WorkspaceConfig workspace() {
        Duration idle = variables.time(Variable.SESSION_IDLE, Duration.ofSeconds(10), SessionLimits.DEFAULT.life());
        return new WorkspaceConfig(Quotas.DEFAULT, SessionLimits.DEFAULT.withIdle(idle), previewHost(), environments());
    }

    private boolean isRegistrationOpen() {
        String text = variables.required(Variable.REGISTRATION);
        if (!text.equals(OPEN) && !text.equals(CLOSED)) {
            variables.fault(Variable.REGISTRATION, text, OPEN + " and " + CLOSED);
        }
        return text.equals(OPEN);
    }

    private String previewHost() {
        String host = variables.required(Variable.PREVIEW_HOST).toLowerCase(Locale.ROOT);
        if (host.equals(NONE)) {
            return NO_HOST;
        }
        String own = variables
                .text(Variable.PUBLIC_URL)
                .map(url -> URI.create(url).getHost())
                .orElse("");
        if (!HOST.matcher(host).matches() || host.equals(own)) {
            variables.fault(Variable.PREVIEW_HOST, host, "host names other than the app's own");
        }
        return host;
    }

    private Environments environments() {
        String kind = variables.required(Variable.SESSIONS);
        return switch (kind) {
            case NONE -> new Environments.None();
            case "kubernetes" -> kubernetes();
            default -> {
                variables.fault(Variable.SESSIONS, kind, "none and kubernetes");
                yield new Environments.None();
            }
        };
    }

    private Environments kubernetes() {
        try {
            return new Environments.Kubernetes(KubernetesSettings.read(
                    variables.path(Variable.SESSIONS_CONFIG), existing(Variable.SESSIONS_TEMPLATES)));
        } catch (IllegalArgumentException wrong) {
            variables.fault(Variable.SESSIONS_CONFIG.key() + ": " + wrong.getMessage());
            return new Environments.None();
        }
    }
}
