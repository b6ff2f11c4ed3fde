package org.codearena.server.problem;

import org.codearena.server.validator.ValidatorFlags;

/**
 * A test of a stored version.
 *
 * @param number from 1, in the order in which the tests run
 * @param name its path in the package, such as {@code secret/03-large}
 * @param input the input's name in the object store
 * @param answer the answer's name in the object store
 * @param shownInput what people see in place of the input, for a sample
 * @param shownAnswer what people see in place of the answer, for a sample
 */
public record StoredTest(
        int number,
        String name,
        String group,
        boolean sample,
        String input,
        long inputBytes,
        String answer,
        long answerBytes,
        String shownInput,
        String shownAnswer,
        ValidatorFlags flags) {}
