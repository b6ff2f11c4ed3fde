/**
 * Submissions from their acceptance to their verdict: what enters is what people send, what leaves is work for dispatch
 * and judges, and views for people. Owns the tables {@code submission}, {@code submission_file} and {@code judgement}, and
 * the channel on which a submission's events are told.
 *
 * <pre>
 *  accept ─▶ queued ─ claim ─▶ compiling ─▶ running ─ record ─▶ judged
 *              ▲                   │            │
 *              └─── given back, or the lease ran out
 * </pre>
 */
@NullMarked
package org.codearena.server.submission;

import org.jspecify.annotations.NullMarked;
