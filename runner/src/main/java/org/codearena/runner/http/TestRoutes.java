package org.codearena.runner.http;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import org.codearena.contract.TestRequest;
import org.codearena.runner.blob.Blobs;
import org.codearena.runner.box.BoxFaultException;
import org.codearena.runner.box.NoSlotException;
import org.codearena.runner.box.Slots;
import org.codearena.runner.program.Programs;

/** Programs on tests, judged by validators. */
final class TestRoutes implements HttpService {
    /** Feedback comes back with the next pass, in Base64. */
    private static final int MAX_BODY_BYTES = 96 << 20;

    private final Readiness readiness;
    private final Blobs blobs;
    private final Programs programs;
    private final Tests tests;
    private final Json json;

    TestRoutes(Readiness readiness, Blobs blobs, Programs programs, Slots slots, Json json) {
        this.readiness = readiness;
        this.blobs = blobs;
        this.programs = programs;
        this.tests = new Tests(slots);
        this.json = json;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.post("/programs/{id}/tests", this::test);
    }

    private void test(ServerRequest request, ServerResponse response)
            throws IOException, NoSlotException, BoxFaultException, InterruptedException {
        readiness.require();
        TestRequest asked = json.read(request, TestRequest.class, MAX_BODY_BYTES);
        TestPlan plan = TestPlan.of(asked);
        String id = request.path().pathParameters().get("id");
        try (Programs.Loan program = lend(id);
                Programs.Loan validator = lend(asked.validator().program());
                LentBlobs lent = LentBlobs.of(blobs, plan.blobs())) {
            json.send(response, tests.carryOut(plan, program, validator, lent));
        }
    }

    private Programs.Loan lend(String id) throws IOException {
        return programs.lend(id).orElseThrow(() -> Problem.unknownProgram(id));
    }
}
