package org.codearena.server.problem;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.codearena.server.infra.StoredJson;
import org.codearena.server.problem.StoredProgram.Form;
import org.codearena.server.problem.StoredProgram.Protocol;
import org.codearena.server.validator.ValidatorFlags;
import org.junit.jupiter.api.Test;

/** What is kept of a version as JSON. */
final class StoredTestTest {
    @Test
    void testsOfOlderVersionsRead() {
        String old = """
                {"number": 1, "name": "sample/1", "group": "sample", "sample": true, "input": "a", "inputBytes": 1,
                 "answer": "b", "answerBytes": 2, "shownInput": "a", "shownAnswer": "b",
                 "flags": {"caseSensitive": false, "spaceChangeSensitive": false,
                           "relativeTolerance": null, "absoluteTolerance": null}}""";
        assertEquals(
                new StoredTest(
                        1,
                        "sample/1",
                        "sample",
                        true,
                        "a",
                        1,
                        "b",
                        2,
                        "a",
                        "b",
                        ValidatorFlags.NONE,
                        List.of(),
                        List.of(),
                        Map.of(),
                        false,
                        null),
                StoredJson.read(old, StoredTest.class));
    }

    @Test
    void rulesReadAsTheyWereWritten() {
        StoredFile file = new StoredFile("check.py", "c");
        TestGroup secret = new TestGroup(
                "secret",
                TestGroup.Aggregation.SUM,
                TestGroup.VerdictOf.FIRST_ERROR,
                OptionalDouble.of(100),
                0,
                OptionalDouble.empty(),
                0,
                true,
                false,
                List.of("sample"),
                true,
                List.of());
        JudgingRules rules = new JudgingRules(
                true,
                3,
                Optional.of(new StoredProgram(
                        "output_validator", Form.SOURCES, Protocol.TESTLIB, Optional.empty(), List.of(file))),
                JudgingRules.Validation.DEFAULT,
                JudgingRules.Compilation.DEFAULT,
                Map.of("default", List.of(file)),
                List.of("cpp", "python3"),
                true,
                Optional.of(secret));
        assertEquals(rules, StoredJson.read(StoredJson.write(rules), JudgingRules.class));
        assertEquals(JudgingRules.PLAIN, StoredJson.read(StoredJson.write(JudgingRules.PLAIN), JudgingRules.class));
    }
}
