/**
 * The cache of test inputs, by SHA-256. Bytes come in once over the API, and are lent to runs as files in one directory;
 * it owns that directory and the bound on it.
 */
@NullMarked
package org.codearena.runner.blob;

import org.jspecify.annotations.NullMarked;
