/**
 * Problem packages in, problems out: a package is read, refused or kept as an immutable version whose tests are blobs, and
 * shown to people. A submission refers to a version, so a later import changes nothing that was judged. Owns the tables
 * {@code problem}, {@code problem_version} and {@code problem_import}.
 */
@NullMarked
package org.codearena.server.problem;

import org.jspecify.annotations.NullMarked;
