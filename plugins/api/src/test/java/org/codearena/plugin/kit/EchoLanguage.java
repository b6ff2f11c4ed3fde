package org.codearena.plugin.kit;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.codearena.contract.Plan;
import org.codearena.contract.SourceFile;
import org.codearena.contract.Step;
import org.codearena.plugin.Allowances;
import org.codearena.plugin.Language;
import org.codearena.plugin.PlanRequest;
import org.codearena.plugin.SelfTest;
import org.codearena.plugin.SourcesRefusedException;
import org.codearena.plugin.VersionProbe;

/** A language without a fault, for tests to put one in. */
class EchoLanguage implements Language {
    static final String REFUSED = "refuse me";

    @Override
    public String id() {
        return "echo";
    }

    @Override
    public String name() {
        return "Echo";
    }

    @Override
    public VersionProbe versionProbe() {
        return new VersionProbe(Step.of("echo", "--version"), Pattern.compile("echo (\\d+)"));
    }

    @Override
    public List<String> extensions() {
        return List.of("echo");
    }

    @Override
    public String editorMode() {
        return "plain";
    }

    @Override
    public Plan plan(PlanRequest request) throws SourcesRefusedException {
        request.entryFile();
        String text = request.files().getFirst().text();
        if (text.equals(REFUSED)) {
            throw new SourcesRefusedException("refused as it wished");
        }
        return new Plan(request.files(), Optional.empty(), Step.of("echo", text), Optional.of("no room"));
    }

    @Override
    public Allowances allowances() {
        return new Allowances(1 << 20, 2, 100);
    }

    @Override
    public String runnerImage() {
        return "codearena-runner-echo";
    }

    @Override
    public SourceFile starterCode() {
        return SourceFile.of("main.echo", "");
    }

    @Override
    public SelfTest selfTest() {
        return new SelfTest(List.of(SourceFile.of("main.echo", "self")), "", "self");
    }
}
