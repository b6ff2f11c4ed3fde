package org.codearena.server.workspace.project;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.codearena.contract.SourceFile;
import org.codearena.plugin.Language;
import org.codearena.plugin.WorkspaceTemplate;
import org.codearena.server.infra.Blobs;
import org.codearena.server.kernel.Fault;
import org.codearena.server.kernel.Quoted;
import org.codearena.server.kernel.Sha256;
import org.codearena.server.language.Languages;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The templates that the language plugins bring. Their files are put into the object store now and then, by their content, so
 * that a project that is made from one copies rows and no bytes. Thread-safe.
 */
final class Templates {
    private static final Logger log = LoggerFactory.getLogger(Templates.class);
    /** What was put so lately is still there; what no project names may be reclaimed some day. */
    private static final Duration STORED_FOR = Duration.ofHours(1);

    /** A template, and what a project of it begins as. */
    private record Template(List<SourceFile> files, NewProject project) {}

    private final Blobs blobs;
    private final Map<String, Template> byId = new LinkedHashMap<>();
    /** When each was last put, by {@link System#nanoTime}. */
    private final Map<String, Long> stored = new ConcurrentHashMap<>();

    Templates(Blobs blobs, Collection<Language> languages) {
        this.blobs = blobs;
        languages.forEach(language -> language.templates().forEach(template -> add(language, template)));
    }

    private void add(Language language, WorkspaceTemplate template) {
        String id = Languages.templateId(language, template);
        List<ManifestFile> files =
                template.files().stream().map(Templates::manifestFile).toList();
        NewProject project = new NewProject(
                template.name(), language.id(), Optional.of(id), Optional.empty(), Tasks.of(template), files);
        byId.put(id, new Template(template.files(), project));
    }

    static ManifestFile manifestFile(SourceFile file) {
        byte[] content = file.content();
        boolean script = content.length > 1 && content[0] == '#' && content[1] == '!';
        return new ManifestFile(file.path(), Sha256.of(content), content.length, script);
    }

    /** Stores the files of all templates on a thread of its own; one that is asked for before that is stored at once. */
    void storeAll() {
        Thread.ofVirtual().name("templates").start(() -> byId.forEach(this::storeOrLog));
    }

    private void storeOrLog(String id, Template template) {
        try {
            store(id, template);
        } catch (IOException | RuntimeException failure) {
            log.atWarn().addKeyValue("template", id).setCause(failure).log("template not stored yet");
        }
    }

    /**
     * What a project of this template begins as, named like the template.
     *
     * @throws Fault when there is none, with those there are
     */
    NewProject require(String id) throws IOException {
        Template template = byId.get(id);
        if (template == null) {
            throw Fault.badField(
                    "template", Quoted.of(id) + " is unknown, known are " + String.join(", ", byId.keySet()));
        }
        store(id, template);
        return template.project();
    }

    private void store(String id, Template template) throws IOException {
        Long last = stored.get(id);
        long now = System.nanoTime();
        if (last == null || now - last > STORED_FOR.toNanos()) {
            for (SourceFile file : template.files()) {
                store(blobs, file);
            }
            stored.put(id, now);
        }
    }

    static void store(Blobs blobs, SourceFile file) throws IOException {
        blobs.put(new ByteArrayInputStream(file.content()));
    }
}
