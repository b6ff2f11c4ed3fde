/**
 * The records between the server and a runner in workspace mode; what each call means is in {@code runner/WORKSPACE.md}.
 * Their wire shape is that of {@link org.codearena.contract}.
 */
@NullMarked
package org.codearena.contract.workspace;

import org.jspecify.annotations.NullMarked;
