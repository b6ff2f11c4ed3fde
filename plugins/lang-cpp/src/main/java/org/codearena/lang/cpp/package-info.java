/**
 * C and C++ with GCC. In: source files; out: a plan that compiles each of them in the compile box, and links those of one
 * program into one static executable. Owns the compiling script, the precompiled header and the starter code.
 */
@NullMarked
package org.codearena.lang.cpp;

import org.jspecify.annotations.NullMarked;
