package org.codearena.runner.http;

import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import org.codearena.runner.blob.BlobHash;
import org.codearena.runner.blob.BlobRefusedException;
import org.codearena.runner.blob.Blobs;

/** Test inputs in, by hash. */
final class BlobRoutes implements HttpService {
    private final Blobs blobs;

    BlobRoutes(Blobs blobs) {
        this.blobs = blobs;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.put("/blobs/{hash}", this::put).head("/blobs/{hash}", this::head);
    }

    private void put(ServerRequest request, ServerResponse response) throws IOException {
        BlobHash hash = hash(request);
        try {
            response.status(blobs.put(hash, RequestBody.of(request)) ? Status.CREATED_201 : Status.NO_CONTENT_204)
                    .send();
        } catch (BlobRefusedException e) {
            String detail = String.valueOf(e.getMessage());
            throw switch (e.reason()) {
                case MISMATCH -> Problem.hashMismatch(detail);
                case TOO_LARGE -> Problem.tooLarge(detail);
                case FULL -> Problem.busy(detail);
            };
        }
    }

    private void head(ServerRequest request, ServerResponse response) {
        response.status(blobs.has(hash(request)) ? Status.OK_200 : Status.NOT_FOUND_404)
                .send();
    }

    private static BlobHash hash(ServerRequest request) {
        return new BlobHash(request.path().pathParameters().get("hash"));
    }
}
