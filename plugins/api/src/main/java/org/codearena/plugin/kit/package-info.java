/**
 * The conformance kit: what every language must be able to do, as data, and the check that it does. In: a language, its
 * programs, and a {@link Bench} that leads to a sandbox; out: one {@link CaseResult} per case. It knows no runner and no
 * test framework, so that tests and the command line run the same cases.
 */
@NullMarked
package org.codearena.plugin.kit;

import org.jspecify.annotations.NullMarked;
