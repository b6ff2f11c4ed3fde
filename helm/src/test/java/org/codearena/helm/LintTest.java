package org.codearena.helm;

import static org.junit.jupiter.api.Assertions.assertFalse;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import org.junit.jupiter.api.Test;

class LintTest {
    @Test
    void helmHasNothingToSayAgainstTheChart() {
        LintResult result = new Helm(Installation.CHART).lint().strict().call();
        assertFalse(result.isFailed(), () -> String.join("\n", result.getMessages()));
    }
}
