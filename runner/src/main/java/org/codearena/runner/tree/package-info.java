/**
 * Directory trees that only the runner writes: programs, what is laid out for a box, what a preparation made. Names come
 * in from requests and from boxes and are checked here; files go out with the owner's rights only to read. Nothing in a
 * tree was ever writable for untrusted code, so these may be walked and deleted by path.
 */
@NullMarked
package org.codearena.runner.tree;

import org.jspecify.annotations.NullMarked;
