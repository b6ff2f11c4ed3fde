/**
 * What a run is to do, said in a file: phases, arrival rates, the mix of programs, thresholds. YAML enters; plain records
 * and the moments of arrival leave. Nothing here talks to anything.
 */
@NullMarked
package org.codearena.loadtest.load.scenario;

import org.jspecify.annotations.NullMarked;
