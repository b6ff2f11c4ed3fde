/**
 * Where code runs: the port to runners and its client. Programs, inputs and limits enter, reports of the operating system
 * leave; what they mean is decided downstream.
 */
@NullMarked
package org.codearena.server.execution;

import org.jspecify.annotations.NullMarked;
