/**
 * Renders the chart with the real Helm over a matrix of values and versions of Kubernetes, and looks at the objects: what a cluster would
 * refuse, what would not find each other, what would have more rights or secrets than it may.
 *
 * <p>Not null-marked: a key that is missing in a tree of YAML is null, and a test that meets one fails, as it should.
 */
package org.codearena.helm;
