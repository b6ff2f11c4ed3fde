/**
 * What every feature may lean on: ids, faults, orderly closing. Owns no state and knows no feature.
 */
@NullMarked
package org.codearena.server.kernel;

import org.jspecify.annotations.NullMarked;
