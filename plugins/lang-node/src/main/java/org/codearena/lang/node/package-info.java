/**
 * JavaScript on Node.js. In: source files; out: a plan that checks every script and module in the compile box, and starts
 * the program with the heap that the problem allows. Owns the checking script and the starter code.
 */
@NullMarked
package org.codearena.lang.node;

import org.jspecify.annotations.NullMarked;
