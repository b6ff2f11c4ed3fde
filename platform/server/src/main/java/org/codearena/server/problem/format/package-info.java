/**
 * The problem package format of ICPC and Kattis, versions {@code 2025-09} and {@code legacy}. Enters: a zip that nobody
 * vouches for, or a directory. Leaves: a {@link org.codearena.server.problem.format.ParsedPackage}, or everything that is
 * wrong with it, at once, by path. Owns nothing: what it unpacks is gone when the caller is done.
 */
@NullMarked
package org.codearena.server.problem.format;

import org.jspecify.annotations.NullMarked;
