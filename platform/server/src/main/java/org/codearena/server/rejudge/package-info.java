/**
 * Judging again what has a verdict. A setter's wish enters and becomes one rejudgement per submission, which dispatch and
 * judges treat as they treat submissions; both verdicts leave, side by side, and when a setter says so the new ones take
 * the places of the old. Owns the tables {@code rejudge} and {@code rejudgement}; a submission's own row and history are
 * written only by applying and reverting.
 *
 * <pre>
 *  open ─ (every rejudgement judged) ─ apply ─▶ applied ─ revert ─▶ reverted
 *    └──── cancel, at any time ─▶ cancelled
 * </pre>
 */
@NullMarked
package org.codearena.server.rejudge;

import org.jspecify.annotations.NullMarked;
