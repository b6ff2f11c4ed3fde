package org.codearena.server.judge;

import java.util.List;
import java.util.Optional;
import org.codearena.contract.Limits;
import org.codearena.contract.Plan;
import org.codearena.contract.SourceFile;
import org.codearena.contract.Step;
import org.codearena.plugin.Allowances;
import org.codearena.plugin.Language;
import org.codearena.plugin.PlanRequest;
import org.codearena.plugin.Preparation;
import org.codearena.plugin.SelfTest;
import org.codearena.plugin.VersionProbe;

/** A language whose programs need nothing. */
public final class FakeLanguage implements Language {
    /** Sources for which there is no plan, because the plugin breaks. */
    static final String BREAKS_BY_EXCEPTION = "breaks by exception";

    static final String BREAKS_BY_ERROR = "breaks by error";

    private final String id;
    private final Step run;
    private final Optional<Preparation> preparation;

    public FakeLanguage() {
        this("fake");
    }

    FakeLanguage(String id) {
        this(id, Step.of("fake"));
    }

    /** Programs are run by this step, which finds their files where it starts. */
    FakeLanguage(String id, Step run) {
        this(id, run, Optional.empty());
    }

    private FakeLanguage(String id, Step run, Optional<Preparation> preparation) {
        this.id = id;
        this.run = run;
        this.preparation = preparation;
    }

    /** One whose programs lean on something that is made once. */
    FakeLanguage thatPrepares() {
        return new FakeLanguage(id, run, Optional.of(new Preparation("1", List.of(), Step.of("true"), Limits.DEFAULT)));
    }

    @Override
    public Optional<Preparation> preparation() {
        return preparation;
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
        return new Plan(request.files(), Optional.empty(), run, Optional.empty());
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
