package org.codearena.server.language;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.codearena.contract.SourceFile;
import org.codearena.plugin.Language;
import org.codearena.plugin.LanguagePlugin;
import org.codearena.plugin.WorkspaceTemplate;
import org.codearena.server.kernel.Fault;
import org.pf4j.JarPluginManager;
import org.pf4j.PluginManager;
import org.pf4j.PluginState;
import org.pf4j.PluginWrapper;

/**
 * The languages that the plugin jars of a directory bring, loaded once. A plugin is trusted code with the rights of this
 * process. Immutable after loading.
 */
public final class Languages implements AutoCloseable {
    /** The version of the plugin interface that jars state their requirement against. */
    private static final String INTERFACE_VERSION = "1.0.0";

    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9]{0,31}");

    private final Map<String, Language> byId;
    private final Runnable unload;

    private Languages(Map<String, Language> byId, Runnable unload) {
        this.byId = byId;
        this.unload = unload;
    }

    /** Languages that came by another way than as jars. */
    public static Languages of(List<Language> languages) {
        Map<String, Language> byId = new LinkedHashMap<>();
        languages.forEach(language -> byId.put(language.id(), language));
        return new Languages(byId, () -> {});
    }

    /**
     * Loads every jar of the directory.
     *
     * @throws IllegalStateException when any jar does not load or start, or two offer the same language: with all reasons
     */
    public static Languages load(Path directory) {
        JarPluginManager manager = new JarPluginManager(directory);
        manager.setSystemVersion(INTERFACE_VERSION);
        manager.loadPlugins();
        manager.startPlugins();
        List<String> problems = new ArrayList<>();
        manager.getPlugins().stream()
                .filter(plugin -> plugin.getPluginState() != PluginState.STARTED)
                .map(Languages::whyNotStarted)
                .forEach(problems::add);
        Map<String, Language> byId = collect(manager.getExtensions(LanguagePlugin.class), problems);
        if (!problems.isEmpty()) {
            unload(manager);
            throw new IllegalStateException("plugins in " + directory + ": " + String.join("; ", problems));
        }
        return new Languages(byId, () -> unload(manager));
    }

    /** PF4J itself only logs a plugin that does not start. */
    private static String whyNotStarted(PluginWrapper plugin) {
        Throwable failure = plugin.getFailedException();
        return plugin.getPluginId() + " " + plugin.getDescriptor().getVersion() + " is "
                + plugin.getPluginState() + ", it requires interface "
                + plugin.getDescriptor().getRequires() + ", this is " + INTERFACE_VERSION
                + (failure == null ? "" : ": " + failure.getMessage());
    }

    private static Map<String, Language> collect(List<LanguagePlugin> plugins, List<String> problems) {
        Map<String, Language> byId = new LinkedHashMap<>();
        plugins.stream().flatMap(plugin -> plugin.languages().stream()).forEach(language -> {
            if (!ID.matcher(language.id()).matches()) {
                problems.add("language id '" + language.id() + "' does not match " + ID);
            } else if (byId.putIfAbsent(language.id(), language) != null) {
                problems.add("language '" + language.id() + "' is offered twice");
            }
        });
        return byId;
    }

    /** How the API calls a template: a template's own id is unique within its language only. */
    public static String templateId(Language language, WorkspaceTemplate template) {
        return language.id() + "/" + template.id();
    }

    public Optional<Language> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    public Collection<Language> all() {
        return byId.values();
    }

    public List<String> ids() {
        return List.copyOf(byId.keySet());
    }

    /** These languages, or all of them where none is named; one that is not loaded is a fault that names those that are. */
    public Set<String> required(Set<String> named) {
        if (!byId.keySet().containsAll(named)) {
            Set<String> missing = new TreeSet<>(named);
            missing.removeAll(byId.keySet());
            throw Fault.badInput("the languages " + String.join(", ", missing) + " are not loaded, loaded are "
                    + String.join(", ", byId.keySet()));
        }
        return named.isEmpty() ? Set.copyOf(byId.keySet()) : Set.copyOf(named);
    }

    /** The first language that claims this file name extension. */
    public Optional<Language> byExtension(String extension) {
        return byId.values().stream()
                .filter(language -> language.extensions().contains(extension))
                .findFirst();
    }

    /** The language that claims the first file whose ending any language claims. */
    public Optional<Language> ofFiles(List<SourceFile> files) {
        return files.stream()
                .map(SourceFile::path)
                .flatMap(path -> byExtension(path.substring(path.lastIndexOf('.') + 1)).stream())
                .findFirst();
    }

    /** The language that problem packages mean by this code; our own ids are taken as well. */
    public Optional<Language> byPackageCode(String code) {
        return byId.values().stream()
                .filter(language -> language.packageCodes().contains(code))
                .findFirst()
                .or(() -> find(code));
    }

    @Override
    public void close() {
        unload.run();
    }

    /** One by one: PF4J changes the list that it walks when it is told to stop all. */
    private static void unload(PluginManager manager) {
        List.copyOf(manager.getPlugins()).forEach(plugin -> manager.unloadPlugin(plugin.getPluginId()));
    }
}
