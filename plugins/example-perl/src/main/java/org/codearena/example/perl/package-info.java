/**
 * Perl 5, the example of a language plugin. In: source files; out: a plan that checks every file in the compile box, and
 * starts the program from a copy of them. Owns the checking script, the starter code and the template.
 */
@NullMarked
package org.codearena.example.perl;

import org.jspecify.annotations.NullMarked;
