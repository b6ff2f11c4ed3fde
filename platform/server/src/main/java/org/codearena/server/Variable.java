package org.codearena.server;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** Every environment variable that the server takes, in the order in which people should read of them. */
enum Variable {
    ROLES("api,judge,ops", "what this process does, a list of api, judge and ops"),
    HTTP_PORT("8080", "of the API and the pages (role api)"),
    HTTP_LINGER(
            "5s",
            "how long, once told to stop, the API goes on while it says that it is not ready; longer than whatever sends"
                    + " requests here takes to notice"),
    HTTP_TRUSTED_HOPS("0", "proxies that stand before the API and write X-Forwarded-For; behind one ingress 1"),
    ADMIN_PORT("9090", "of /health/live, /health/ready, /health/started and /metrics, which no ingress exposes"),
    LISTEN_ADDRESS("0.0.0.0", "of this machine, on which both ports are opened; 127.0.0.1 behind a proxy beside it"),
    PUBLIC_URL("", "what people type, such as https://arena.example.org (role api)"),
    DATABASE_URL("", "jdbc:postgresql://HOST:PORT/NAME, without a password"),
    DATABASE_USER("", ""),
    DATABASE_PASSWORD(Kind.SECRET, "", ""),
    DATABASE_CONNECTIONS("10", "most that this process has at once"),
    BROKER_URI("", "amqp://HOST:PORT/VHOST or amqps://…, without credentials (roles judge and ops)"),
    BROKER_USER("", "(roles judge and ops)"),
    BROKER_PASSWORD(Kind.SECRET, "", "(roles judge and ops)"),
    BROKER_QUORUM("true", "whether queues are replicated; for a single broker false"),
    CACHE_URI("", "redis://HOST:PORT or rediss://…"),
    CACHE_PASSWORD(Kind.SECRET, "", "where the cache asks for one"),
    BLOBS("", "the object store: a directory that all processes share, or s3://BUCKET[/PREFIX]"),
    S3_ENDPOINT("", "such as https://s3.example.org (with s3://)"),
    S3_REGION("us-east-1", "(with s3://)"),
    S3_ACCESS_KEY(Kind.SECRET, "", "(with s3://)"),
    S3_SECRET_KEY(Kind.SECRET, "", "(with s3://)"),
    BLOBS_KEPT(
            "720h",
            "how long a blob stays that no row of the database names any more; longer than the age of the oldest backup of the"
                    + " database that may be restored (role ops)"),
    PLUGINS("/opt/codearena/plugins", "directory of the language plugins' jars"),
    SHIPPED_PROBLEMS("", "directory of problem packages; those that were never imported are, at the start (role ops)"),
    JUDGE_NAME("", "of this judge, the same after a restart and no other's; the host's name where it is not given"),
    JUDGE_LANGUAGES("all", "those whose submissions this judge takes, a list"),
    JUDGE_RUNNER(
            "unix:/run/codearena/runner/runner.sock",
            "where the runner beside this process listens, unix:PATH or tcp:HOST:PORT (roles judge and ops)"),
    JUDGE_GRACE("60s", "how long a stop waits for what is being judged"),
    JUDGE_EXECUTION(
            "runner",
            "where submissions run: runner, the one beside this process, or job, a Kubernetes Job for each (role judge)"),
    JOBS_AT_ONCE("4", "Jobs that this judge has at once (with job)"),
    JOBS_CONFIG("", "a YAML file that says how Jobs are made (with job)"),
    JOBS_TEMPLATES("", "directory whose job.yaml replaces the built-in one (with job)"),
    JOBS_OWNER(
            "", "NAME/UID of the pod with which the Jobs of this judge go, where it is in their namespace (with job)"),
    SESSIONS("none", "none or kubernetes: where IDE sessions run (role ops)"),
    SESSIONS_CONFIG("", "a YAML file that says how (with kubernetes)"),
    SESSIONS_TEMPLATES("", "directory of templates that replace the built-in ones (with kubernetes)"),
    SESSION_IDLE("30m", "a session stops after so long without use"),
    PREVIEW_HOST("none", "what a session serves at port P is shown at P-SESSION.HOST; none: previews lead nowhere"),
    REGISTRATION("open", "open: anyone may make an account; closed: admins make them (role api)"),
    FIRST_ADMIN_PASSWORD(Kind.SECRET, "", "of the user admin, should there be no admin yet (role api)");

    private static final String PREFIX = "CODEARENA_";

    private enum Kind {
        PLAIN,
        SECRET
    }

    private final Kind kind;
    private final String usual;
    private final String about;

    Variable(String usual, String about) {
        this(Kind.PLAIN, usual, about);
    }

    Variable(Kind kind, String usual, String about) {
        this.kind = kind;
        this.usual = usual;
        this.about = about;
    }

    /** As it is called in the environment. */
    String key() {
        return PREFIX + name();
    }

    /** What holds the path of a file with the value instead. */
    String fileKey() {
        return key() + "_FILE";
    }

    boolean isSecret() {
        return kind == Kind.SECRET;
    }

    /** What it is when it is not given. */
    Optional<String> usual() {
        return usual.isEmpty() ? Optional.empty() : Optional.of(usual);
    }

    /** One paragraph each, for people. */
    static String help() {
        return Arrays.stream(values()).map(Variable::line).collect(Collectors.joining("\n"));
    }

    private String line() {
        String names = isSecret() ? key() + " or " + fileKey() : key();
        String usually = usual().map(value -> " (" + value + ")").orElse("");
        return "  " + names + usually + (about.isEmpty() ? "" : "\n      " + about);
    }

    /** Whether the environment may hold something under this name. */
    static boolean isKnown(String key) {
        return Arrays.stream(values())
                .anyMatch(each -> each.key().equals(key)
                        || (each.isSecret() && each.fileKey().equals(key)));
    }

    static boolean isOurs(String key) {
        return key.startsWith(PREFIX);
    }
}
