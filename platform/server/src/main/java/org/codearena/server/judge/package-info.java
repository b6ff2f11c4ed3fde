/**
 * Messages and claimed submissions enter; verdicts leave: compile, run each test in a fresh box, validate, grade, commit.
 * What decides a verdict is pure ({@link org.codearena.server.judge.VerdictRules}); what waits and heals is the consumer's
 * business. Owns the work in progress and nothing else.
 */
@NullMarked
package org.codearena.server.judge;

import org.jspecify.annotations.NullMarked;
