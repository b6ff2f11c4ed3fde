/** What is done later, or again and again: one thread for each who needs it. Knows nothing of what it does. */
@NullMarked
package org.codearena.runner.rounds;

import org.jspecify.annotations.NullMarked;
