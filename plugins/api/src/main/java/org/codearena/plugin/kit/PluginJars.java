package org.codearena.plugin.kit;

import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.codearena.plugin.Language;
import org.codearena.plugin.LanguagePlugin;
import org.pf4j.JarPluginManager;
import org.pf4j.PluginManager;
import org.pf4j.PluginState;
import org.pf4j.PluginWrapper;

/** Jars of plugins, each loaded with a class loader of its own, until they are closed. */
public final class PluginJars implements AutoCloseable {
    /** The version of the plugin interface, which a plugin's {@code Plugin-Requires} is held against. */
    private static final String INTERFACE_VERSION = "1.0.0";

    private final PluginManager manager;

    private PluginJars(PluginManager manager) {
        this.manager = manager;
    }

    /** Loads and starts every jar of these directories. Which of them did not start is among the {@link #complaints}. */
    public static PluginJars load(Path... directories) {
        PluginManager manager = new JarPluginManager(directories);
        manager.setSystemVersion(INTERFACE_VERSION);
        try {
            manager.loadPlugins();
        } catch (RuntimeException notAPlugin) {
            // PF4J takes for granted that a jar has a manifest, and that it is a jar: what has not been loaded is told
            // below.
            System.getLogger(PluginJars.class.getName()).log(Level.WARNING, "cannot load", notAPlugin);
        }
        manager.startPlugins();
        return new PluginJars(manager);
    }

    /** What keeps the jars from offering languages, in words; empty when nothing does. */
    public List<String> complaints() {
        List<String> complaints = new ArrayList<>();
        if (manager.getPlugins().isEmpty()) {
            complaints.add("no jar is a plugin: its manifest must name Plugin-Id, Plugin-Version and Plugin-Class,"
                    + " for which org.pf4j.Plugin will do");
            return complaints;
        }
        manager.getPlugins().stream()
                .filter(plugin -> plugin.getPluginState() != PluginState.STARTED)
                .map(PluginJars::whyNotStarted)
                .forEach(complaints::add);
        if (complaints.isEmpty() && languages().isEmpty()) {
            complaints.add("no language is offered: a public class with @Extension must implement LanguagePlugin, and"
                    + " PF4J must be among the annotation processors, so that the jar has META-INF/extensions.idx");
        }
        return complaints;
    }

    private static String whyNotStarted(PluginWrapper plugin) {
        Throwable failure = plugin.getFailedException();
        return plugin.getPluginId() + " is " + plugin.getPluginState() + "; it requires interface "
                + plugin.getDescriptor().getRequires() + ", this is " + INTERFACE_VERSION
                + (failure == null ? "" : ": " + failure);
    }

    /** For those who want to know what PF4J has made of the jars. */
    public PluginManager manager() {
        return manager;
    }

    /** All languages, by id. */
    public List<Language> languages() {
        return manager.getExtensions(LanguagePlugin.class).stream()
                .flatMap(plugin -> plugin.languages().stream())
                .sorted(Comparator.comparing(Language::id))
                .toList();
    }

    public Optional<ConformancePrograms> programsOf(Language language) {
        return manager.getExtensions(ConformancePrograms.class).stream()
                .filter(programs -> programs.language().equals(language.id()))
                .findFirst();
    }

    /** One by one: PF4J changes the list that it walks when it is told to stop all. */
    @Override
    public void close() {
        List.copyOf(manager.getPlugins()).forEach(plugin -> manager.unloadPlugin(plugin.getPluginId()));
    }
}
