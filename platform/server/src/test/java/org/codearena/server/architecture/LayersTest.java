package org.codearena.server.architecture;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule holds for the code, and each is known to bite: its fixture breaks it. */
@TestInstance(Lifecycle.PER_CLASS)
final class LayersTest {
    private static final String FIXTURES = "org.codearena.server.architecture.fixture.";

    private final JavaClasses code = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.codearena");

    static Stream<Rules.Named> rules() {
        return Rules.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rules")
    void theCodeKeepsTheRule(Rules.Named named) {
        named.rule(Rules.CODE).check(code);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rules")
    void theFixtureBreaksTheRule(Rules.Named named) {
        JavaClasses fixture = new ClassFileImporter().importPackages(FIXTURES + named.fixture());
        assertFalse(fixture.isEmpty(), "the fixture " + named.fixture() + " is missing");
        ArchRule rule = named.rule(FIXTURES + named.fixture());
        assertTrue(rule.evaluate(fixture).hasViolation(), "nothing broke: " + named);
    }
}
