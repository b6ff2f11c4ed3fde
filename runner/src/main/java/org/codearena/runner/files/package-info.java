/**
 * The files of a workspace. Paths come in from strangers and are checked here; every operation starts at a directory that
 * was opened once and goes down from it without following a link, while strangers rename what it goes through. What
 * differs from an earlier revision leaves as {@link org.codearena.contract.workspace.Changes}, what happens as events.
 * Owns the directory's watches, its journal, and the files named {@code .codearena-*.tmp} in it.
 */
@NullMarked
package org.codearena.runner.files;

import org.jspecify.annotations.NullMarked;
