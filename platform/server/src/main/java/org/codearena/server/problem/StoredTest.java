package org.codearena.server.problem;

import org.codearena.server.validator.ValidatorFlags;

/**
 * A test of a stored version.
 *
 * @param number from 1, in the order in which the tests run
 * @param input the input's name in the object store
 * @param answer the answer's name in the object store
 */
public record StoredTest(
        int number, String name, String group, boolean sample, String input, String answer, ValidatorFlags flags) {}
