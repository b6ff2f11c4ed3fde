package org.codearena.plugin;

import java.util.List;
import org.pf4j.ExtensionPoint;

/** What a plugin jar offers: one language, or several that share a toolchain. */
public interface LanguagePlugin extends ExtensionPoint {
    /** The languages, in the order in which people should see them. Called once, right after loading. */
    List<Language> languages();
}
