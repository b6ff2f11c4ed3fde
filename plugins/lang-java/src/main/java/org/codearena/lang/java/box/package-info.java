/**
 * What runs inside the compile box: a driver around the JDK's own compiler. In: the paths of source files; out: classes, the
 * name of the one to start, and the compiler's messages. It is loaded anew for every submission and lives a tenth of a
 * second, half of it spent loading classes, so it uses plain loops where the rest of the project uses streams.
 */
@NullMarked
package org.codearena.lang.java.box;

import org.jspecify.annotations.NullMarked;
