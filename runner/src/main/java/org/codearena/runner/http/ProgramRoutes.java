package org.codearena.runner.http;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.util.Optional;
import org.codearena.contract.CompileReply;
import org.codearena.contract.CompileRequest;
import org.codearena.contract.Exit;
import org.codearena.contract.RunReport;
import org.codearena.contract.Step;
import org.codearena.runner.box.BoxFaultException;
import org.codearena.runner.box.BoxRun;
import org.codearena.runner.box.Collect;
import org.codearena.runner.box.NoSlotException;
import org.codearena.runner.program.Programs;
import org.codearena.runner.program.Sources;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sources in, programs kept. */
final class ProgramRoutes implements HttpService {
    private static final Logger LOG = LoggerFactory.getLogger(ProgramRoutes.class);
    private static final String OUT = "/out";

    private final Readiness readiness;
    private final Programs programs;
    private final Steps steps;
    private final CompileKey keys;
    private final CompileCache cache;
    private final Json json;

    ProgramRoutes(Readiness readiness, Programs programs, Steps steps, CompileKey keys, Json json) {
        this.readiness = readiness;
        this.programs = programs;
        this.steps = steps;
        this.keys = keys;
        this.cache = new CompileCache(programs);
        this.json = json;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.post("/programs", this::compile);
    }

    private void compile(ServerRequest request, ServerResponse response)
            throws IOException, NoSlotException, BoxFaultException, InterruptedException {
        readiness.require();
        CompileRequest asked = json.read(request, CompileRequest.class);
        Sources sources = Sources.of(asked.files());
        Optional<BoxRun> run = asked.step().map(step -> boxRun(asked, step));
        CompileReply reply =
                cache.get(keys.of(asked), () -> run.isEmpty() ? keep(sources) : compile(sources, run.get()));
        LOG.atInfo()
                .addKeyValue("program", reply.program().orElse("none"))
                .addKeyValue(
                        "exit",
                        reply.report().map(report -> report.exit().toString()).orElse("none"))
                .addKeyValue(
                        "cpuMicros", reply.report().map(RunReport::cpuMicros).orElse(0L))
                .addKeyValue("cached", reply.cached())
                .log("compiled");
        json.send(response, reply);
    }

    private BoxRun boxRun(CompileRequest asked, Step step) {
        long bytes = Math.min(asked.programBytes(), programs.maxBytes());
        Collect collect = new Collect(OUT, bytes, asked.programFiles());
        return new BoxRun(step, asked.limits(), Optional.empty(), Optional.of(collect));
    }

    private CompileReply keep(Sources sources) throws IOException {
        try (Programs.Draft draft = programs.draft()) {
            long bytes = sources.writeTo(draft.tree());
            return new CompileReply(Optional.of(programs.keep(draft, bytes)), Optional.empty(), "");
        }
    }

    private CompileReply compile(Sources sources, BoxRun run)
            throws IOException, NoSlotException, BoxFaultException, InterruptedException {
        try (Programs.Draft made = programs.draft()) {
            StepListener.Outcome.Ended ended = steps.carryOut(sources, run, made.tree());
            boolean compiled = ended.end().report().exit().equals(new Exit.Code(0));
            Optional<String> program = compiled ? Optional.of(programs.keep(made, ended.bytes())) : Optional.empty();
            return new CompileReply(program, Optional.of(ended.end().report()), ended.text());
        }
    }
}
