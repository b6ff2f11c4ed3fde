package org.codearena.lang.cpp;

import java.util.List;
import org.codearena.plugin.Language;
import org.codearena.plugin.LanguagePlugin;
import org.pf4j.Extension;

/** What the jar offers. */
@Extension
public final class CppPlugin implements LanguagePlugin {
    @Override
    public List<Language> languages() {
        return List.of(new Cpp(), new C());
    }
}
