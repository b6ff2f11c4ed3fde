/**
 * What the HTTP API bears. An installation of this machine enters, figures leave. Owns the people and the rows that it puts into
 * the installation's database for the purpose, and takes them out again.
 */
@NullMarked
package org.codearena.loadtest.api;

import org.jspecify.annotations.NullMarked;
