/**
 * What languages make once so that their later steps are fast. Trees come in from preparation steps, named by language
 * and version, and every box sees the newest of each at {@code /prepared/LANGUAGE}; it owns that directory.
 */
@NullMarked
package org.codearena.runner.prepared;

import org.jspecify.annotations.NullMarked;
