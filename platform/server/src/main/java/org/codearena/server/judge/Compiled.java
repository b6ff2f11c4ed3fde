package org.codearena.server.judge;

import org.codearena.contract.CompileRequest;
import org.codearena.contract.Plan;

/** What compiling led to. */
sealed interface Compiled {
    String compilerOutput();

    /** A program that a runner holds under this handle, and how it was made, should the runner lose it. */
    record Ready(Plan plan, CompileRequest request, String handle, String compilerOutput) implements Compiled {}

    /** The contestant's program is at fault. */
    record Failed(String compilerOutput) implements Compiled {}
}
