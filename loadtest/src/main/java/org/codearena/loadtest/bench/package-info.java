/**
 * Figures: each is measured beside what it is compared with, interleaved, in one run. Programs and a running installation
 * enter, a table and a JSON file leave.
 */
@NullMarked
package org.codearena.loadtest.bench;

import org.jspecify.annotations.NullMarked;
