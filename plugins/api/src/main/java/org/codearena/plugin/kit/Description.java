package org.codearena.plugin.kit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.codearena.contract.Plan;
import org.codearena.contract.SourceFile;
import org.codearena.contract.Step;
import org.codearena.plugin.Allowances;
import org.codearena.plugin.Language;
import org.codearena.plugin.PlanRequest;
import org.codearena.plugin.Preparation;
import org.codearena.plugin.SourcesRefusedException;
import org.codearena.plugin.WorkspaceTemplate;

/** What can be said of a language without running anything. */
public final class Description {
    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9]{0,31}");
    private static final Pattern EXTENSION = Pattern.compile("[a-z0-9+]{1,10}");
    private static final Pattern IMAGE = Pattern.compile("[a-z0-9]+([._/-][a-z0-9]+)*");
    private static final Set<String> NOT_THEIRS = Set.of("PATH", "HOME", "LANG");
    private static final long MEMORY = 256 << 20;

    private final Language language;
    private final List<String> complaints = new ArrayList<>();

    private Description(Language language) {
        this.language = language;
    }

    /** Every rule that the language breaks, in words; empty when it breaks none. */
    public static List<String> complaints(Language language) {
        Description description = new Description(language);
        description.names();
        description.allowances();
        description.preparation();
        description.plans();
        return List.copyOf(description.complaints);
    }

    private void names() {
        must(ID.asMatchPredicate(), language.id(), "the id must be lower-case letters and digits, a letter first");
        must(Predicate.not(String::isBlank), language.name(), "the name must not be blank");
        must(Predicate.not(String::isBlank), language.editorMode(), "the editor mode must not be blank");
        must(IMAGE.asMatchPredicate(), language.runnerImage(), "the image must have neither registry nor tag");
        language.extensions()
                .forEach(extension -> must(
                        EXTENSION.asMatchPredicate(),
                        extension,
                        "an extension must be lower-case and without its dot"));
        must(!language.extensions().isEmpty(), "there must be a file name extension");
        int groups = language.versionProbe().pattern().matcher("").groupCount();
        must(
                groups >= 1,
                "the version probe's pattern must have a group: "
                        + language.versionProbe().pattern());
        environment(language.versionProbe().step());
    }

    private void allowances() {
        Allowances allowances = language.allowances();
        must(allowances.extraMemoryBytes() >= 0, "the extra memory must not be negative: " + allowances);
        must(allowances.timeFactor() >= 1, "the time factor must not be below 1: " + allowances);
        must(allowances.processes() >= 1, "there must be a process: " + allowances);
    }

    private void preparation() {
        Optional<Preparation> preparation = language.preparation();
        preparation.ifPresent(p -> must(Predicate.not(String::isBlank), p.version(), "a preparation needs a version"));
        preparation.ifPresent(p -> environment(p.step()));
    }

    private void plans() {
        plan("the starter code", List.of(language.starterCode()));
        must(
                hasExtension(language.starterCode()),
                "the starter code must have an extension of the language: "
                        + language.starterCode().path());
        plan("the self-test", language.selfTest().files());
        long ids = language.templates().stream()
                .map(WorkspaceTemplate::id)
                .distinct()
                .count();
        must(ids == language.templates().size(), "two templates have the same id");
        for (WorkspaceTemplate template : language.templates()) {
            plan("the template '" + template.id() + "'", template.files());
            must(!template.runCommand().isEmpty(), "the template '" + template.id() + "' has no run command");
        }
    }

    private void plan(String what, List<SourceFile> files) {
        PlanRequest request = new PlanRequest(files, Optional.empty(), MEMORY);
        try {
            Plan plan = language.plan(request);
            must(plan.equals(language.plan(request)), "planning " + what + " twice gives two plans");
            plan.compile().ifPresent(this::environment);
            environment(plan.run());
        } catch (SourcesRefusedException refused) {
            complaints.add(what + " is refused: " + refused.getMessage());
        }
    }

    private boolean hasExtension(SourceFile file) {
        return language.extensions().stream().anyMatch(extension -> file.path().endsWith("." + extension));
    }

    private void environment(Step step) {
        step.environment().keySet().stream()
                .filter(NOT_THEIRS::contains)
                .forEach(name -> complaints.add(name + " is the sandbox's to set, not that of the step "
                        + step.command().getFirst()));
    }

    private void must(Predicate<String> rule, String value, String otherwise) {
        must(rule.test(value), otherwise + ": '" + value + "'");
    }

    private void must(boolean holds, String otherwise) {
        if (!holds) {
            complaints.add(otherwise);
        }
    }
}
