/**
 * What a run leaves behind. One record enters; a page, JSON and percentile files leave, and two records can be held
 * against each other. Nothing here talks to anything.
 */
@NullMarked
package org.codearena.loadtest.load.report;

import org.jspecify.annotations.NullMarked;
