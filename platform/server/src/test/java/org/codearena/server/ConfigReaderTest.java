package org.codearena.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.codearena.server.Config.JudgeJobs;
import org.codearena.server.execution.job.JobLender.OwningPod;
import org.codearena.server.infra.ObjectStore;
import org.codearena.server.infra.S3Blobs;
import org.codearena.server.kernel.Secret;
import org.codearena.server.workspace.Environments;
import org.codearena.server.workspace.orchestrator.kubernetes.KubernetesConfig.Isolation;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ConfigReaderTest {
    @TempDir
    private Path directory;

    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void giveWhatIsNeeded() throws IOException {
        give("PUBLIC_URL", "https://arena.example.org");
        give("DATABASE_URL", "jdbc:postgresql://db:5432/codearena");
        give("DATABASE_USER", "arena");
        give("DATABASE_PASSWORD", "database-secret");
        give("BROKER_URI", "amqp://rabbit:5672/arena");
        give("BROKER_USER", "arena");
        give("BROKER_PASSWORD", "broker-secret");
        give("CACHE_URI", "redis://cache:6379");
        give("BLOBS", directory.resolve("blobs").toString());
        give("PLUGINS", Files.createDirectory(directory.resolve("plugins")).toString());
    }

    private void give(String name, String value) {
        environment.put("CODEARENA_" + name, value);
    }

    private void take(String name) {
        environment.remove("CODEARENA_" + name);
    }

    private Config read() {
        try {
            return ConfigReader.read(environment);
        } catch (ConfigException wrong) {
            throw new AssertionError(wrong.faults().toString(), wrong);
        }
    }

    private List<String> faults() {
        ConfigException wrong = assertThrows(ConfigException.class, () -> ConfigReader.read(environment));
        List.of("database-secret", "broker-secret", "s3-secret")
                .forEach(
                        secret -> assertFalse(String.valueOf(wrong.getMessage()).contains(secret), wrong.getMessage()));
        return wrong.faults();
    }

    private String fault() {
        List<String> faults = faults();
        assertEquals(1, faults.size(), faults.toString());
        return faults.getFirst();
    }

    @Test
    void whatIsNotGivenIsAsIsUsual() {
        Config config = read();
        assertEquals(Set.of(Role.API, Role.JUDGE, Role.OPS), config.roles());
        assertEquals(8080, config.http().port());
        assertEquals(9090, config.http().adminPort());
        assertEquals("0.0.0.0", config.http().host());
        assertEquals(Duration.ofSeconds(5), config.http().linger());
        assertEquals(Optional.empty(), config.shippedProblems());
        assertEquals(
                Optional.of(URI.create("https://arena.example.org")),
                config.http().publicUrl());
        assertEquals(10, config.database().connections());
        assertTrue(config.queues().quorum());
        assertEquals(50, config.queues().inFlight(0));
        assertEquals(80, config.queues().inFlight(40));
        assertEquals(Set.of(), config.judge().languages());
        assertEquals(
                UnixDomainSocketAddress.of("/run/codearena/runner/runner.sock"),
                config.judge().runner());
        assertEquals(Duration.ofMinutes(1), config.judge().grace());
        assertFalse(config.judge().worker().isBlank());
        assertEquals(Optional.empty(), config.firstAdminPassword());
        assertEquals(Optional.empty(), config.cache().password());
        assertInstanceOf(Environments.None.class, config.workspace().environments());
        assertEquals("preview.invalid", config.workspace().previewHost());
        assertTrue(config.registrationOpen());
    }

    @Test
    void theBrokersAddressIsTakenApart() {
        give("BROKER_URI", "amqps://rabbit.example.org/a%2Fb");
        var broker = read().broker().orElseThrow();
        assertEquals("rabbit.example.org", broker.host());
        assertEquals(5671, broker.port());
        assertEquals("a/b", broker.virtualHost());
        assertTrue(broker.tls());
        give("BROKER_URI", "amqp://rabbit");
        broker = read().broker().orElseThrow();
        assertEquals(5672, broker.port());
        assertEquals("/", broker.virtualHost());
        assertFalse(broker.tls());
    }

    @Test
    void aServerOfTheApiAloneNeedsNoBroker() {
        give("ROLES", "api");
        List.of("BROKER_URI", "BROKER_USER", "BROKER_PASSWORD").forEach(this::take);
        assertEquals(Optional.empty(), read().broker());
    }

    @Test
    void aServerWithoutTheApiNeedsNoPublicUrl() {
        give("ROLES", " judge , ops");
        take("PUBLIC_URL");
        assertEquals(Set.of(Role.JUDGE, Role.OPS), read().roles());
    }

    @Test
    void aJudgeTakesTheLanguagesThatItIsTold() {
        give("JUDGE_LANGUAGES", "python,cpp");
        give("JUDGE_RUNNER", "tcp:127.0.0.1:8090");
        give("JUDGE_NAME", "judge-7");
        Config.JudgeConfig judge = read().judge();
        assertEquals(Set.of("python", "cpp"), judge.languages());
        assertEquals(new InetSocketAddress(InetAddress.getLoopbackAddress(), 8090), judge.runner());
        assertEquals("judge-7", judge.worker());
    }

    @Test
    void aSecretMayBeInAFile() throws IOException {
        Path file = Files.writeString(directory.resolve("password"), "from a file \n");
        take("DATABASE_PASSWORD");
        give("DATABASE_PASSWORD_FILE", file.toString());
        assertEquals(new Secret("from a file "), read().database().password());
    }

    @Test
    void aSecretIsGivenOnceAndItsFileCanBeRead() throws IOException {
        give("DATABASE_PASSWORD_FILE", directory.resolve("missing").toString());
        assertEquals(
                "CODEARENA_DATABASE_PASSWORD and CODEARENA_DATABASE_PASSWORD_FILE are both given, allowed is one of them",
                fault());
        take("DATABASE_PASSWORD");
        assertTrue(fault().contains("which cannot be read: NoSuchFile"), fault());
        Path empty = Files.writeString(directory.resolve("empty"), "\n");
        give("DATABASE_PASSWORD_FILE", empty.toString());
        assertTrue(fault().endsWith("which is empty"), fault());
    }

    @Test
    void everythingThatIsMissingIsSaidAtOnce() {
        environment.clear();
        List<String> faults = faults();
        for (String name : List.of(
                "PUBLIC_URL",
                "DATABASE_URL",
                "DATABASE_USER",
                "DATABASE_PASSWORD",
                "BROKER_URI",
                "BROKER_USER",
                "BROKER_PASSWORD",
                "CACHE_URI",
                "BLOBS")) {
            assertTrue(
                    faults.stream().anyMatch(fault -> fault.startsWith("CODEARENA_" + name + " is missing")),
                    name + " in " + faults);
        }
        assertEquals(10, faults.size(), faults.toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ROLES | api,jugde | CODEARENA_ROLES holds 'jugde', allowed are api, judge and ops",
                "ROLES | , | CODEARENA_ROLES is ',', allowed are lists of api, judge and ops",
                "HTTP_PORT | 80a | CODEARENA_HTTP_PORT is '80a', allowed are 1 to 65535",
                "HTTP_PORT | 0 | CODEARENA_HTTP_PORT is '0', allowed are 1 to 65535",
                "HTTP_TRUSTED_HOPS | -1 | CODEARENA_HTTP_TRUSTED_HOPS is '-1', allowed are 0 to 10",
                "HTTP_LINGER | 1h | CODEARENA_HTTP_LINGER is '1h', allowed are times such as 500ms, 90s, 30m and 8h from 0s to 5m",
                "LISTEN_ADDRESS | localhost | CODEARENA_LISTEN_ADDRESS is 'localhost', allowed are addresses such as 0.0.0.0, 127.0.0.1 and ::1",
                "SHIPPED_PROBLEMS | /no/such | CODEARENA_SHIPPED_PROBLEMS is '/no/such', which is no directory that can be read",
                "ADMIN_PORT | 70000 | CODEARENA_ADMIN_PORT is '70000', allowed are 1 to 65535",
                "PUBLIC_URL | arena.example.org | CODEARENA_PUBLIC_URL is 'arena.example.org', allowed are such as https://arena.example.org",
                "PUBLIC_URL | https://a.example.org/x | CODEARENA_PUBLIC_URL is 'https://a.example.org/x', allowed are addresses without a path",
                "DATABASE_URL | postgres://db/x | CODEARENA_DATABASE_URL is 'postgres://db/x', allowed are jdbc:postgresql://HOST:PORT/NAME, user and password in variables of their own",
                "DATABASE_URL | jdbc:postgresql://db/x?password=database-secret | CODEARENA_DATABASE_URL is 'jdbc:postgresql://db/x?***', allowed are jdbc:postgresql://HOST:PORT/NAME, user and password in variables of their own",
                "DATABASE_CONNECTIONS | 1 | CODEARENA_DATABASE_CONNECTIONS is '1', allowed are 4 to 1000",
                "BROKER_URI | http://rabbit | CODEARENA_BROKER_URI is 'http://rabbit', allowed are amqp://HOST:PORT/VHOST and amqps://…, without credentials",
                "BROKER_URI | amqp://arena:broker-secret@rabbit/x | CODEARENA_BROKER_URI is 'amqp://***@rabbit/x', allowed are amqp://HOST:PORT/VHOST and amqps://…, without credentials",
                "BROKER_QUORUM | yes | CODEARENA_BROKER_QUORUM is 'yes', allowed are true and false",
                "CACHE_URI | cache:6379 | CODEARENA_CACHE_URI is 'cache:6379', allowed are redis://HOST:PORT and rediss://…, without a password",
                "CACHE_URI | redis://cache | CODEARENA_CACHE_URI is 'redis://cache', allowed are addresses with a port, such as redis://cache:6379",
                "PLUGINS | /no/such | CODEARENA_PLUGINS is '/no/such', which is no directory that can be read",
                "JUDGE_LANGUAGES | C++ | CODEARENA_JUDGE_LANGUAGES holds 'C++', allowed are ids of languages, or all and nothing else",
                "JUDGE_LANGUAGES | python,all | CODEARENA_JUDGE_LANGUAGES holds 'all', allowed are ids of languages, or all and nothing else",
                "JUDGE_RUNNER | 127.0.0.1:1 | CODEARENA_JUDGE_RUNNER is '127.0.0.1:1', allowed are unix:PATH and tcp:HOST:PORT",
                "JUDGE_RUNNER | tcp:localhost:99999 | CODEARENA_JUDGE_RUNNER is 'tcp:localhost:99999', allowed are unix:PATH and tcp:HOST:PORT",
                "JUDGE_GRACE | 60 | CODEARENA_JUDGE_GRACE is '60', allowed are times such as 500ms, 90s, 30m and 8h from 0s to 24h",
                "SESSIONS | docker | CODEARENA_SESSIONS is 'docker', allowed are none and kubernetes",
                "JUDGE_EXECUTION | pod | CODEARENA_JUDGE_EXECUTION is 'pod', allowed are runner and job",
                "SESSION_IDLE | 1s | CODEARENA_SESSION_IDLE is '1s', allowed are times such as 500ms, 90s, 30m and 8h from 10s to 12h",
                "REGISTRATION | off | CODEARENA_REGISTRATION is 'off', allowed are open and closed",
                "PREVIEW_HOST | arena.example.org | CODEARENA_PREVIEW_HOST is 'arena.example.org', allowed are host names other than the app's own",
                "PREVIEW_HOST | *.x | CODEARENA_PREVIEW_HOST is '*.x', allowed are host names other than the app's own"
            })
    void aWrongValueIsNamedWithWhatIsAllowed(String name, String value, String said) {
        give(name, value);
        assertEquals(said, fault());
    }

    @Test
    void anS3IsABucketWithAPrefixAndCredentials() {
        give("BLOBS", "s3://arena-blobs/a/b");
        give("S3_ENDPOINT", "https://s3.example.org");
        give("S3_ACCESS_KEY", "s3-user");
        give("S3_SECRET_KEY", "s3-secret");
        S3Blobs.Config s3 = ((ObjectStore.S3) read().objects()).config();
        assertEquals("arena-blobs", s3.bucket());
        assertEquals("a/b/", s3.prefix());
        assertEquals(URI.create("https://s3.example.org"), s3.endpoint());
        assertEquals("us-east-1", s3.region());
        assertFalse(read().toString().contains("s3-secret"), "no secret is shown");
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3://B", "s3:/bucket", "s3://bucket/ä"})
    void aBucketHasTheNameOfOne(String blobs) {
        give("BLOBS", blobs);
        give("S3_ENDPOINT", "https://s3.example.org");
        give("S3_ACCESS_KEY", "s3-user");
        give("S3_SECRET_KEY", "s3-secret");
        assertEquals("CODEARENA_BLOBS is '" + blobs + "', allowed are a directory and s3://BUCKET[/PREFIX]", fault());
    }

    @Test
    void anS3NeedsAnEndpointAndCredentials() {
        give("BLOBS", "s3://arena-blobs");
        assertEquals(
                List.of(
                        "CODEARENA_S3_ENDPOINT is missing",
                        "CODEARENA_S3_ACCESS_KEY is missing; CODEARENA_S3_ACCESS_KEY_FILE may name a file that holds it",
                        "CODEARENA_S3_SECRET_KEY is missing; CODEARENA_S3_SECRET_KEY_FILE may name a file that holds it"),
                faults());
    }

    @Test
    void sessionsOnAClusterAreDescribedByAFile() throws IOException {
        give("SESSIONS", "kubernetes");
        give(
                "SESSIONS_CONFIG",
                Files.writeString(directory.resolve("sessions.yaml"), "{namespace: arena, isolation: pod}")
                        .toString());
        give(
                "SESSIONS_TEMPLATES",
                Files.createDirectory(directory.resolve("templates")).toString());
        give("PREVIEW_HOST", "preview.example.org");
        give("SESSION_IDLE", "4m");
        var workspace = read().workspace();
        var kubernetes = ((Environments.Kubernetes) workspace.environments()).config();
        assertEquals("arena", kubernetes.namespace());
        assertEquals(Isolation.POD, kubernetes.isolation());
        assertEquals(Optional.of(directory.resolve("templates")), kubernetes.templates());
        assertEquals("preview.example.org", workspace.previewHost());
        assertEquals(Duration.ofMinutes(1), workspace.sessions().warning());
    }

    @Test
    void aWrongFileOfSessionsIsAFaultLikeAnyOther() throws IOException {
        give("SESSIONS", "kubernetes");
        give(
                "SESSIONS_CONFIG",
                Files.writeString(directory.resolve("sessions.yaml"), "namspace: arena")
                        .toString());
        give("HTTP_PORT", "none");
        List<String> faults = faults();
        assertEquals(2, faults.size(), faults.toString());
        assertTrue(faults.getLast().startsWith("CODEARENA_SESSIONS_CONFIG: "), faults.toString());
        assertTrue(faults.getLast().contains("the key 'namspace' is unknown"), faults.toString());
    }

    @Test
    void jobsAreDescribedByAFileAndBelongToAPod() throws IOException {
        give("JUDGE_EXECUTION", "job");
        give("JOBS_AT_ONCE", "8");
        give("JOBS_OWNER", "arena-judge-python-7d9f/0b0e4b3c-6c0e");
        give(
                "JOBS_CONFIG",
                Files.writeString(directory.resolve("jobs.yaml"), "{namespace: judging, port: 9000}")
                        .toString());
        JudgeJobs jobs = read().judge().jobs().orElseThrow();
        assertEquals(8, jobs.atOnce());
        assertEquals(9_000, jobs.config().port());
        assertEquals(Optional.of(new OwningPod("arena-judge-python-7d9f", "0b0e4b3c-6c0e")), jobs.pod());
    }

    @Test
    void aWrongFileOfJobsOrAnOwnerThatIsNoneIsAFaultLikeAnyOther() throws IOException {
        give("JUDGE_EXECUTION", "job");
        give("JOBS_OWNER", "arena-judge");
        give(
                "JOBS_CONFIG",
                Files.writeString(directory.resolve("jobs.yaml"), "{namespace: judging, prot: 9000}")
                        .toString());
        List<String> faults = faults();
        assertEquals("CODEARENA_JOBS_OWNER is 'arena-judge', allowed are NAME/UID of a pod", faults.getFirst());
        assertTrue(faults.getLast().startsWith("CODEARENA_JOBS_CONFIG: the key 'prot' is unknown"), faults.toString());
    }

    @Test
    void aVariableThatIsMisspeltIsNoticed() {
        give("HTTP_PROT", "1");
        give("DATABASE_PASSWORD_FILE", "x");
        give("DATABASE_USER_FILE", "x");
        assertEquals(
                List.of("CODEARENA_DATABASE_USER_FILE", "CODEARENA_HTTP_PROT"), new Variables(environment).unknown());
    }

    @Test
    void everyVariableIsExplainedToWhoAsks() {
        for (Variable variable : Variable.values()) {
            assertTrue(Variable.help().contains(variable.key()), variable.key());
        }
    }
}
