/**
 * Real services for the tests of other modules: one set per test JVM, started when first asked for, gone with it. In:
 * nothing. Out: a fresh database, a fresh virtual host, an address. It owns {@code target/test-services}.
 */
@NullMarked
package org.codearena.services.testing;

import org.jspecify.annotations.NullMarked;
