/**
 * From the text of a problem statement to HTML that is safe to show. Enters: Markdown, or the LaTeX that statements are
 * written in, with the samples, constants and pictures they may name. Leaves: HTML that has passed one strict policy, in
 * which a formula is its LaTeX source in an element of class {@code math inline} or {@code math display}, to be typeset by
 * the page. Owns nothing.
 */
@NullMarked
package org.codearena.server.problem.statement;

import org.jspecify.annotations.NullMarked;
