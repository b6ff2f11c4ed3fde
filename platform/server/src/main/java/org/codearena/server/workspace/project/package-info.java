/**
 * Projects: what people work on, at rest.
 *
 * <p>In: templates of the language plugins, files over HTTP, and what the keeper of a session finds changed. Out: manifests,
 * archives, and the commands that a session offers. Owns the tables {@code project} and {@code project_file}; the bytes are in
 * the object store. While a session of a project is live its disk is the truth, reached through {@link
 * org.codearena.server.workspace.project.LiveFiles}; the manifest then follows.
 */
@NullMarked
package org.codearena.server.workspace.project;

import org.jspecify.annotations.NullMarked;
