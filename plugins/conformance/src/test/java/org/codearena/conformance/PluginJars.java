package org.codearena.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
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

    /** @param modules the directory with the modules {@code lang-*}, whose jars are copied into {@code directory} */
    static PluginJars load(Path modules, Path directory) throws IOException {
        try (Stream<Path> languages = Files.list(modules)) {
            for (Path module : languages.filter(PluginJars::isLanguage).toList()) {
                Path jar = jarOf(module);
                Files.copy(jar, directory.resolve(jar.getFileName()));
            }
        }
        PluginManager manager = new JarPluginManager(directory);
        manager.setSystemVersion(INTERFACE_VERSION);
        manager.loadPlugins();
        manager.startPlugins();
        return new PluginJars(manager);
    }

    private static boolean isLanguage(Path module) {
        return module.getFileName().toString().startsWith("lang-") && Files.exists(module.resolve("pom.xml"));
    }

    private static Path jarOf(Path module) throws IOException {
        try (Stream<Path> built = Files.list(module.resolve("target"))) {
            return built.filter(file -> file.toString().endsWith(".jar"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("no jar in " + module + ": build it first"));
        }
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
