package org.codearena.conformance;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.codearena.plugin.Language;
import org.codearena.plugin.LanguagePlugin;
import org.codearena.plugin.kit.ConformancePrograms;
import org.pf4j.JarPluginManager;
import org.pf4j.PluginManager;

/** The built jars of the plugins, loaded from a directory by PF4J. */
final class PluginJars {
    /** The version of the plugin interface, which a plugin's {@code Plugin-Requires} is held against. */
    private static final String INTERFACE_VERSION = "1.0.0";

    private final PluginManager manager;

    private PluginJars(PluginManager manager) {
        this.manager = manager;
    }

    static PluginJars load(Path directory) {
        PluginManager manager = new JarPluginManager(directory);
        manager.setSystemVersion(INTERFACE_VERSION);
        manager.loadPlugins();
        manager.startPlugins();
        return new PluginJars(manager);
    }

    PluginManager manager() {
        return manager;
    }

    List<Language> languages() {
        return manager.getExtensions(LanguagePlugin.class).stream()
                .flatMap(plugin -> plugin.languages().stream())
                .sorted(Comparator.comparing(Language::id))
                .toList();
    }

    ConformancePrograms programsOf(Language language) {
        return manager.getExtensions(ConformancePrograms.class).stream()
                .filter(programs -> programs.language().equals(language.id()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("nothing puts '" + language.id() + "' to the test"));
    }
}
