/**
 * Java, from JDK 25 on. In: source files; out: a plan that compiles them with a driver of ours and starts the class it
 * found, both from archives of loaded classes that the preparation made. Owns the driver, the training programs and the
 * starter code.
 */
@NullMarked
package org.codearena.lang.java;

import org.jspecify.annotations.NullMarked;
