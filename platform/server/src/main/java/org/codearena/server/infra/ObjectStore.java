package org.codearena.server.infra;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.codearena.server.kernel.Closer;

/** Where the object store is. */
public sealed interface ObjectStore {
    /** How much of a store that is far is kept nearby, in the temporary directory. */
    long NEARBY_BYTES = 256L << 20;

    /** On this machine, or on a file system that all processes share. */
    record Directory(Path root) implements ObjectStore {}

    /** Anything that speaks S3. */
    record S3(S3Blobs.Config config) implements ObjectStore {}

    /** Opens it; what has to be closed is added to the closer. An S3 that does not answer yet may do so later. */
    default Blobs open(Closer closer) throws IOException {
        return switch (this) {
            case Directory(Path root) -> new DirectoryBlobs(root);
            case S3(S3Blobs.Config config) ->
                closer.add(new CachedBlobs(
                        closer.add(new S3Blobs(config)), Files.createTempDirectory("codearena-blobs-"), NEARBY_BYTES));
        };
    }
}
