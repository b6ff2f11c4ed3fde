package org.codearena.server.workspace.orchestrator;

import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.webclient.api.HttpClientResponse;
import io.helidon.webclient.api.WebClient;
import java.time.InstantSource;
import org.codearena.server.execution.RunnerSignature;
import org.codearena.server.workspace.orchestrator.Environment.Endpoint;

/** Asks a runner something by itself, as its server would. */
public final class RunnerCall {
    private RunnerCall() {}

    /** The status of the answer. */
    public static int status(Endpoint endpoint, String method, String target) {
        String signature = new RunnerSignature(endpoint.key(), InstantSource.system())
                .sign(method, target, new RunnerSignature.Subject.Server());
        WebClient client = WebClient.builder()
                .baseAddress(endpoint.address())
                .baseUri("http://runner")
                .build();
        try (HttpClientResponse response = client.method(Method.create(method))
                .uri(target)
                .header(HeaderNames.create(RunnerSignature.HEADER), signature)
                .request()) {
            return response.status().code();
        } finally {
            client.closeResource();
        }
    }
}
