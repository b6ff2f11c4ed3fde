package org.codearena.lang.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PackageJsonTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"main\": \"a/b.js\"}",
                "{\"main\":\"a\\/b.js\"}",
                "{\n  \"name\" : \"main\",\n  \"main\"\n:\n\"a/b.js\" }",
                "{\"exports\": {\"main\": \"no\"}, \"files\": [\"main\"], \"main\": \"a/b.js\"}",
                "{\"x\": \"say \\\"main\\\": \\\"no\\\"\", \"main\": \"a/b.js\"}"
            })
    void findsTheMainOfTheOutermostObject(String text) {
        assertEquals(Optional.of("a/b.js"), PackageJson.main(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "{\"name\": \"main\"}",
                "{\"a\": {\"main\": \"no\"}}",
                "{\"main\": 1, \"b\": \"no\"}",
                "{\"main\": [\"no\"]}",
                "{\"main\": {\"no\": \"no\"}}",
                "{\"main",
                "\"main\": \"no\"",
                "{\"main\" \"no\"}"
            })
    void findsNothingWhereThereIsNone(String text) {
        assertEquals(Optional.empty(), PackageJson.main(text));
    }

    @Test
    void readsInOnePass() {
        String deep = "{\"main\"".repeat(100_000) + "\\".repeat(100_000);
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> PackageJson.main(deep));
    }
}
