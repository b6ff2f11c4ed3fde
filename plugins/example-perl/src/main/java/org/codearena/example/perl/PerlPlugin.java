package org.codearena.example.perl;

import java.util.List;
import org.codearena.plugin.Language;
import org.codearena.plugin.LanguagePlugin;
import org.pf4j.Extension;

/** What the jar offers. */
@Extension
public final class PerlPlugin implements LanguagePlugin {
    @Override
    public List<Language> languages() {
        return List.of(new PerlLanguage());
    }
}
