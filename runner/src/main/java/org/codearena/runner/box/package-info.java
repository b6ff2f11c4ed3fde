/**
 * The sandbox, from outside: one resident process of {@code box} per slot, its protocol, and who gets a free slot next.
 * In come a tree of files and a {@link org.codearena.runner.box.BoxRun}, out come what the program wrote and the account
 * of its end; it owns the processes and the directories they show at {@code /box}.
 */
@NullMarked
package org.codearena.runner.box;

import org.jspecify.annotations.NullMarked;
