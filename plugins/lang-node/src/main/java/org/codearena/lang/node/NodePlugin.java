package org.codearena.lang.node;

import java.util.List;
import org.codearena.plugin.Language;
import org.codearena.plugin.LanguagePlugin;
import org.pf4j.Extension;

/** What the jar offers. */
@Extension
public final class NodePlugin implements LanguagePlugin {
    @Override
    public List<Language> languages() {
        return List.of(new Node());
    }
}
