package org.codearena.runner.http;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.codearena.contract.Exit;
import org.codearena.contract.PrepareReply;
import org.codearena.contract.PrepareRequest;
import org.codearena.runner.box.BoxFaultException;
import org.codearena.runner.box.BoxRun;
import org.codearena.runner.box.Collect;
import org.codearena.runner.box.NoSlotException;
import org.codearena.runner.box.Slots;
import org.codearena.runner.prepared.Prepared;
import org.codearena.runner.program.Sources;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What languages make once. One preparation at a time. */
final class PrepareRoutes implements HttpService {
    private static final Logger LOG = LoggerFactory.getLogger(PrepareRoutes.class);
    private static final long MAX_BYTES = 1L << 30;
    private static final int MAX_FILES = 4_096;

    private final Readiness readiness;
    private final Prepared prepared;
    private final Steps steps;
    private final Slots slots;
    private final Json json;
    private final ReentrantLock preparing = new ReentrantLock(true);

    PrepareRoutes(Readiness readiness, Prepared prepared, Steps steps, Slots slots, Json json) {
        this.readiness = readiness;
        this.prepared = prepared;
        this.steps = steps;
        this.slots = slots;
        this.json = json;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.post("/prepare", this::prepare);
    }

    private void prepare(ServerRequest request, ServerResponse response)
            throws IOException, NoSlotException, BoxFaultException, InterruptedException {
        readiness.require();
        PrepareRequest asked = json.read(request, PrepareRequest.class);
        prepared.check(asked.language(), asked.version());
        Collect collect = new Collect("/prepared/" + asked.language(), MAX_BYTES, MAX_FILES);
        BoxRun run = new BoxRun(asked.step(), asked.limits(), Optional.empty(), Optional.of(collect));
        Sources sources = Sources.of(asked.files());
        preparing.lockInterruptibly();
        try {
            json.send(response, prepare(asked, sources, run));
        } finally {
            preparing.unlock();
        }
    }

    private PrepareReply prepare(PrepareRequest asked, Sources sources, BoxRun run)
            throws IOException, NoSlotException, BoxFaultException, InterruptedException {
        if (prepared.has(asked.language(), asked.version())) {
            return new PrepareReply(true, Optional.empty(), "");
        }
        prepared.makePlace(asked.language());
        try (Prepared.Draft made = prepared.draft(asked.language())) {
            StepListener.Outcome.Ended ended = steps.carryOut(sources, run, made.tree());
            boolean whole = ended.end().report().exit().equals(new Exit.Code(0))
                    && ended.end().skipped() == 0;
            if (whole) {
                slots.exclusively(() -> prepared.swap(asked.language(), asked.version(), made));
            }
            LOG.atInfo()
                    .addKeyValue("language", asked.language())
                    .addKeyValue("ready", whole)
                    .addKeyValue("exit", ended.end().report().exit())
                    .addKeyValue("bytes", ended.bytes())
                    .log("prepared");
            return new PrepareReply(whole, Optional.of(ended.end().report()), ended.text());
        }
    }
}
