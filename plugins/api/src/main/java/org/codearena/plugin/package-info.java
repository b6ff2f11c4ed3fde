/**
 * The extension point for languages. A plugin describes: what a language is called, how sources become a plan, what its
 * runtime needs. It executes nothing; the runner does. Plugins are trusted and loaded once at start; the sources they are
 * shown are hostile.
 */
@NullMarked
package org.codearena.plugin;

import org.jspecify.annotations.NullMarked;
