package org.codearena.server.judge;

import java.util.List;
import java.util.Optional;
import org.codearena.contract.Plan;
import org.codearena.contract.SourceFile;
import org.codearena.contract.Step;
import org.codearena.plugin.Allowances;
import org.codearena.plugin.Language;
import org.codearena.plugin.PlanRequest;
import org.codearena.plugin.SelfTest;
import org.codearena.plugin.VersionProbe;

/** A language whose programs need nothing. */
public final class FakeLanguage implements Language {
    /** Sources for which there is no plan, because the plugin breaks. */
    static final String BREAKS_BY_EXCEPTION = "breaks by exception";

    static final String BREAKS_BY_ERROR = "breaks by error";

    private final String id;

    public FakeLanguage() {
        this("fake");
    }

    FakeLanguage(String id) {
        this.id = id;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String name() {
        return "Fake";
    }

    @Override
    public VersionProbe versionProbe() {
        return new VersionProbe("(.*)", "fake", "--version");
    }

    @Override
    public List<String> extensions() {
        return List.of("fake");
    }

    @Override
    public String editorMode() {
        return "plaintext";
    }

    @Override
    public Plan plan(PlanRequest request) {
        switch (request.files().getFirst().text()) {
            case BREAKS_BY_EXCEPTION -> throw new IllegalStateException("no plan for this");
            case BREAKS_BY_ERROR -> throw new NoClassDefFoundError("org/example/Forgotten");
            default -> {}
        }
        return new Plan(request.files(), Optional.empty(), Step.of("fake"), Optional.empty());
    }

    @Override
    public Allowances allowances() {
        return Allowances.NONE;
    }

    @Override
    public String runnerImage() {
        return "fake";
    }

    @Override
    public SourceFile starterCode() {
        return SourceFile.of("main.fake", "");
    }

    @Override
    public SelfTest selfTest() {
        return new SelfTest(List.of(starterCode()), "", "");
    }
}
