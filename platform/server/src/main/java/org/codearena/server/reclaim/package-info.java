/**
 * Blobs that nothing needs any more. The names of all blobs and of all that rows name enter; deletions leave. Owns the table
 * {@code unreferenced_blob}.
 */
@NullMarked
package org.codearena.server.reclaim;

import org.jspecify.annotations.NullMarked;
