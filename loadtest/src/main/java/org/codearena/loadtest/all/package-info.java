/**
 * Every figure of the project by one command. An installation that is up enters, one table and one file leave. Owns the order in
 * which the benches run, each as a process of its own.
 */
@NullMarked
package org.codearena.loadtest.all;

import org.jspecify.annotations.NullMarked;
