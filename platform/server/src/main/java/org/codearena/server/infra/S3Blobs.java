package org.codearena.server.infra;

import io.minio.BucketExistsArgs;
import io.minio.GetObjectArgs;
import io.minio.ListObjectsArgs;
import io.minio.MakeBucketArgs;
import io.minio.MinioClient;
import io.minio.PutObjectArgs;
import io.minio.RemoveObjectArgs;
import io.minio.Result;
import io.minio.StatObjectArgs;
import io.minio.UploadObjectArgs;
import io.minio.errors.MinioException;
import io.minio.messages.Item;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import org.codearena.server.kernel.Secret;
import org.codearena.server.kernel.Sha256;
import org.codearena.server.kernel.StopSignal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The object store of many machines: a bucket of anything that speaks S3. A put is one request, or a multipart upload that is
 * completed by one, so an object is there whole or not at all. Bytes are spooled first, as their name is their hash; so what is
 * sent has a known size, is never held in memory, and can be sent again.
 *
 * <p>What is not answered, or is answered by a fault of the store's own, is tried a few times with pauses between. A download that
 * breaks off goes on where it was.
 */
public final class S3Blobs implements Blobs, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(S3Blobs.class);
    private static final Duration PROBED_WITHIN = Duration.ofSeconds(1);
    private static final int AT_ONCE = 64;
    private static final int TRIES = 4;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final long PART_BYTES = 16L << 20;
    /** What was put so lately is not sent again; whoever deletes allows for it. */
    private static final Duration PUT_ANEW_AFTER = Duration.ofHours(1);

    /**
     * Where it is.
     *
     * @param prefix of all names in the bucket; may be empty
     * @param connectWithin how long a connection may take
     * @param answerWithin how long the store may be silent, in the middle of an answer, too
     */
    public record Config(
            URI endpoint,
            String region,
            String bucket,
            String prefix,
            Secret accessKey,
            Secret secretKey,
            Duration connectWithin,
            Duration answerWithin) {
        public Config {
            prefix = prefix.isEmpty() || prefix.endsWith("/") ? prefix : prefix + "/";
        }

        /** With the usual patience. */
        public Config(URI endpoint, String region, String bucket, String prefix, Secret accessKey, Secret secretKey) {
            this(endpoint, region, bucket, prefix, accessKey, secretKey, Duration.ofSeconds(5), Duration.ofSeconds(30));
        }
    }

    private interface Request<T> {
        T send() throws MinioException, IOException;
    }

    private final Config config;
    private final Dispatcher dispatcher = new Dispatcher();
    private final ConnectionPool connections = new ConnectionPool(AT_ONCE / 4, 1, TimeUnit.MINUTES);
    private final MinioClient client;
    /** The same with less patience, for those who only ask how it is. */
    private final MinioClient probe;

    private final StopSignal stop = new StopSignal();

    /** Connects at the first use, so that a server starts without it. */
    public S3Blobs(Config config) {
        this.config = config;
        // The usual one lets five requests at a time to one host, and all of ours go to one.
        dispatcher.setMaxRequests(AT_ONCE);
        dispatcher.setMaxRequestsPerHost(AT_ONCE);
        OkHttpClient http = new OkHttpClient.Builder()
                .dispatcher(dispatcher)
                .connectionPool(connections)
                .connectTimeout(config.connectWithin())
                .readTimeout(config.answerWithin())
                .writeTimeout(config.answerWithin())
                .build();
        this.client = client(http);
        this.probe = client(http.newBuilder().callTimeout(PROBED_WITHIN).build());
    }

    private MinioClient client(OkHttpClient http) {
        return MinioClient.builder()
                .endpoint(config.endpoint().toString())
                .region(config.region())
                .credentials(config.accessKey().value(), config.secretKey().value())
                .httpClient(http)
                .build();
    }

    @Override
    public String put(InputStream bytes) throws IOException {
        try (Spool spool = Spool.of(bytes)) {
            if (!isPutSince(spool.sha256(), Instant.now().minus(PUT_ANEW_AFTER))) {
                trying("keep", spool.sha256(), () -> send(spool));
            }
            return spool.sha256();
        }
    }

    /** Of one that is not there, too. */
    private boolean isPutSince(String sha256, Instant since) throws IOException {
        StatObjectArgs args = StatObjectArgs.builder()
                .bucket(config.bucket())
                .object(object(sha256))
                .build();
        try {
            return !trying("look for", sha256, () -> client.statObject(args))
                    .lastModified()
                    .toInstant()
                    .isBefore(since);
        } catch (NoSuchFileException none) {
            return false;
        }
    }

    private String send(Spool spool) throws MinioException, IOException {
        String object = object(spool.sha256());
        if (spool.file().isPresent()) {
            UploadObjectArgs.Builder many =
                    UploadObjectArgs.builder().bucket(config.bucket()).object(object);
            client.uploadObject(
                    many.filename(spool.file().get().toString(), PART_BYTES).build());
        } else {
            PutObjectArgs.Builder few =
                    PutObjectArgs.builder().bucket(config.bucket()).object(object);
            client.putObject(few.stream(spool.few(), spool.size(), -1L).build());
        }
        return object;
    }

    @Override
    public InputStream open(String sha256) throws IOException {
        String object = object(sha256);
        return new ResumedStream(offset -> trying("open", sha256, () -> download(object, offset)), TRIES);
    }

    private InputStream download(String object, long offset) throws MinioException {
        GetObjectArgs.Builder args =
                GetObjectArgs.builder().bucket(config.bucket()).object(object);
        return client.getObject(offset == 0 ? args.build() : args.offset(offset).build());
    }

    @Override
    public void list(Consumer<String> each) throws IOException {
        ListObjectsArgs all = ListObjectsArgs.builder()
                .bucket(config.bucket())
                .prefix(config.prefix())
                .recursive(true)
                .build();
        try {
            for (Result<Item> item : client.listObjects(all)) {
                String object = item.get().objectName();
                String name = object.substring(object.lastIndexOf('/') + 1);
                if (Sha256.isName(name)) {
                    each.accept(name);
                }
            }
        } catch (MinioException | IllegalStateException failure) {
            S3Failure seen = S3Failure.of(failure);
            if (!seen.isBucketMissing()) {
                throw new IOException("cannot list blobs: " + said(seen), failure);
            }
        }
    }

    /** S3 knows no deletion on that condition: between the look and the deletion there are milliseconds in which a put is lost. */
    @Override
    public boolean delete(String sha256, Instant unlessPutSince) throws IOException {
        // Once for what was not sent again, once for clocks that differ.
        if (isPutSince(sha256, unlessPutSince.minus(PUT_ANEW_AFTER.multipliedBy(2)))) {
            return false;
        }
        RemoveObjectArgs args = RemoveObjectArgs.builder()
                .bucket(config.bucket())
                .object(object(sha256))
                .build();
        trying("delete", sha256, () -> {
            client.removeObject(args);
            return sha256;
        });
        return true;
    }

    @Override
    public boolean answers() {
        try {
            probe.bucketExists(
                    BucketExistsArgs.builder().bucket(config.bucket()).build());
            return true;
        } catch (MinioException | RuntimeException away) {
            log.atDebug().addKeyValue("reason", away.toString()).log("object store does not answer");
            return false;
        }
    }

    private <T> T trying(String verb, String sha256, Request<T> request) throws IOException {
        Duration pause = FIRST_PAUSE;
        for (int attempt = 1; ; attempt++) {
            try {
                return request.send();
            } catch (MinioException | IOException | IllegalStateException failure) {
                // The client wraps a connection that is refused in the last of them.
                S3Failure seen = S3Failure.of(failure);
                if (seen.isMissing()) {
                    throw new NoSuchFileException(sha256);
                }
                boolean again = seen.isPassing() || (seen.isBucketMissing() && attempt == 1 && makeBucket());
                if (!again || attempt == TRIES || stop.givenWithin(pause)) {
                    String message = "cannot " + verb + " blob " + sha256 + ": " + said(seen);
                    throw seen.isPassing()
                            ? new StoreAwayException(message, failure)
                            : new IOException(message, failure);
                }
                pause = pause.multipliedBy(3);
            }
        }
    }

    private String said(S3Failure failure) {
        return "the object store at " + config.endpoint() + ", bucket '" + config.bucket() + "', " + failure.words();
    }

    /** For an installation that is new; whoever may not make one is told that there is none. */
    private boolean makeBucket() {
        try {
            client.makeBucket(MakeBucketArgs.builder().bucket(config.bucket()).build());
            log.atInfo().addKeyValue("bucket", config.bucket()).log("bucket made");
            return true;
        } catch (MinioException | IllegalStateException refused) {
            log.atWarn()
                    .addKeyValue("bucket", config.bucket())
                    .addKeyValue("reason", S3Failure.of(refused).words())
                    .log("there is no bucket, and none can be made");
            return false;
        }
    }

    /** 256 beginnings spread the load, where a store sorts by name. */
    private String object(String sha256) {
        return config.prefix() + Sha256.checked(sha256).substring(0, 2) + "/" + sha256;
    }

    /** What is under way ends without another try. */
    @Override
    public void close() {
        stop.give();
        connections.evictAll();
        dispatcher.executorService().shutdown();
    }
}
