package org.codearena.lang.java;

import java.util.List;
import org.codearena.plugin.Language;
import org.codearena.plugin.LanguagePlugin;
import org.pf4j.Extension;

/** What the jar offers. */
@Extension
public final class JavaPlugin implements LanguagePlugin {
    @Override
    public List<Language> languages() {
        return List.of(new Java());
    }
}
