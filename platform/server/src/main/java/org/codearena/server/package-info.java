/**
 * The core of the platform: one process with one or more roles. {@link org.codearena.server.App} puts the features
 * together; each feature is a package, and imports point upstream, against the flow of the data.
 */
@NullMarked
package org.codearena.server;

import org.jspecify.annotations.NullMarked;
