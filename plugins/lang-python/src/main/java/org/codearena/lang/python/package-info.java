/**
 * Python 3. In: source files; out: a plan that checks and precompiles every module in the compile box, and starts the
 * program from what was precompiled. Owns the checking script and the starter code.
 */
@NullMarked
package org.codearena.lang.python;

import org.jspecify.annotations.NullMarked;
