package org.codearena.server.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** The borders of the design as rules over a root package, so that each can be tried on a fixture that breaks it. */
final class Rules {
    static final String CODE = "org.codearena.server";

    /** The order of the flow: a package may import only those above it; {@code kernel} and {@code infra} are for all. */
    static final List<String> FLOW = List.of(
            "kernel",
            "infra",
            "identity",
            "validator",
            "problem",
            "language",
            "parking",
            "outbox",
            "submission",
            "rejudge",
            "dispatch",
            "execution",
            "judge",
            "standing",
            "workspace",
            "live",
            "operations",
            "reclaim");

    /** The same within {@code workspace}; what lies in it directly wires them all. */
    static final List<String> WORKSPACE_FLOW = List.of("project", "orchestrator", "session", "gateway");

    /** A rule, what it says, and the fixture that breaks it. */
    record Named(String says, String fixture, Function<String, ArchRule> make) {
        ArchRule rule(String root) {
            return make.apply(root);
        }

        @Override
        public String toString() {
            return says;
        }
    }

    private Rules() {}

    static Stream<Named> all() {
        return Stream.of(
                new Named("imports point upstream", "upstream", root -> importsPointUpstream(root, FLOW)),
                new Named(
                        "imports within the workspace point upstream",
                        "workspace",
                        root -> importsPointUpstream(root + ".workspace", WORKSPACE_FLOW)),
                new Named("plugins and runner never see the server", "borders", Rules::pluginsAndRunnerSeeNoServer),
                new Named("the contract depends on the JDK only", "contract", Rules::contractDependsOnTheJdkOnly),
                new Named("only the outbox publishes", "publishing", Rules::onlyTheOutboxPublishes),
                new Named("live decides nothing", "live", Rules::liveDecidesNothing),
                new Named("no static state", "statics", Rules::noStaticState),
                new Named("classes are final or sealed", "open", Rules::classesAreFinal),
                new Named("nobody sleeps", "sleeping", Rules::nobodySleeps));
    }

    private static ArchRule importsPointUpstream(String root, List<String> flow) {
        return classes().that().resideInAPackage(root + "..").should(new ArchCondition<>("import only from above") {
            @Override
            public void check(JavaClass from, ConditionEvents events) {
                layer(root, flow, from)
                        .ifPresent(own -> from.getDirectDependenciesFromSelf()
                                .forEach(dependency -> layer(root, flow, dependency.getTargetClass())
                                        .filter(other -> other > own)
                                        .ifPresent(_ -> events.add(
                                                SimpleConditionEvent.violated(from, dependency.getDescription())))));
            }
        });
    }

    private static Optional<Integer> layer(String root, List<String> flow, JavaClass type) {
        String name = type.getPackageName();
        if (!name.startsWith(root + ".")) {
            return Optional.empty();
        }
        int place = flow.indexOf(name.substring(root.length() + 1).split("\\.", 2)[0]);
        return place < 0 ? Optional.empty() : Optional.of(place);
    }

    private static ArchRule pluginsAndRunnerSeeNoServer(String root) {
        return noClasses()
                .that()
                .resideInAnyPackage("org.codearena.plugin..", "org.codearena.runner..", root + ".plugin..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(CODE + ".kernel..", CODE + ".infra..", CODE + ".submission..", CODE + ".judge..")
                .allowEmptyShould(true);
    }

    private static ArchRule contractDependsOnTheJdkOnly(String root) {
        return classes()
                .that()
                .resideInAnyPackage("org.codearena.contract..", root + ".contract..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.codearena.contract..", root + ".contract..", "org.jspecify..");
    }

    private static ArchRule onlyTheOutboxPublishes(String root) {
        return noClasses()
                .that()
                .resideOutsideOfPackage(root + ".outbox..")
                .should()
                .callMethodWhere(describe(
                        "publish to the broker",
                        call -> call.getTarget().getName().equals("basicPublish")));
    }

    private static ArchRule liveDecidesNothing(String root) {
        return noClasses()
                .that()
                .resideInAPackage(root + ".live..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(CODE + ".judge..", CODE + ".dispatch..", CODE + ".infra", CODE + ".outbox..");
    }

    private static ArchRule noStaticState(String root) {
        return fields().that()
                .areStatic()
                .and()
                .areDeclaredInClassesThat()
                .resideInAPackage(root + "..")
                .and()
                .doNotHaveModifier(JavaModifier.SYNTHETIC)
                .should()
                .beFinal();
    }

    private static ArchRule classesAreFinal(String root) {
        return classes()
                .that()
                .resideInAPackage(root + "..")
                .and()
                .areNotInterfaces()
                .and()
                .areNotEnums()
                .and()
                .areNotAnonymousClasses()
                .and()
                .doNotHaveSimpleName("package-info")
                .and()
                .doNotHaveModifier(JavaModifier.ABSTRACT)
                .should()
                .haveModifier(JavaModifier.FINAL);
    }

    private static ArchRule nobodySleeps(String root) {
        return noClasses()
                .that()
                .resideInAPackage(root + "..")
                .should()
                .callMethodWhere(describe(
                        "sleep",
                        call -> call.getTargetOwner().isEquivalentTo(Thread.class)
                                && call.getName().equals("sleep")));
    }
}
