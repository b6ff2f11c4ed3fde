/**
 * Hostile programs, and how to see what a runner leaves on a machine: nothing enters, programs with the verdicts that are right
 * for them leave. The tests judge each of them, and a storm judges all of them at once among honest ones.
 */
@NullMarked
package org.codearena.attacks;

import org.jspecify.annotations.NullMarked;
