package org.codearena.server.language;

import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import org.codearena.plugin.Language;
import org.codearena.plugin.WorkspaceTemplate;
import org.codearena.server.infra.http.Feature;
import org.codearena.server.infra.http.Json;
import org.codearena.server.infra.http.Routes;
import org.jspecify.annotations.Nullable;

/** The languages, over HTTP. */
public final class LanguageRoutes implements Feature {
    record TemplateItem(String id, String name, String description) {
        static TemplateItem of(Language language, WorkspaceTemplate template) {
            return new TemplateItem(Languages.templateId(language, template), template.name(), template.description());
        }
    }

    record LanguageItem(
            String id,
            String name,
            @Nullable String version,
            List<String> extensions,
            String editorMode,
            String starterPath,
            boolean available,
            @Nullable String unavailableReason,
            List<TemplateItem> templates) {}

    record LanguageList(List<LanguageItem> items) {}

    private final OfferedLanguages languages;

    public LanguageRoutes(OfferedLanguages languages) {
        this.languages = languages;
    }

    @Override
    public void declare(Routes routes) {
        routes.get("/languages", this::list)
                .summary("Every language, with its version, or the reason why it cannot be used here")
                .answers(200, LanguageList.class);
    }

    private void list(ServerRequest request, ServerResponse response) {
        Json.send(
                response,
                new LanguageList(languages.all().stream().map(this::item).toList()));
    }

    private LanguageItem item(Language language) {
        Toolchain toolchain = languages.toolchain(language.id());
        return new LanguageItem(
                language.id(),
                language.name(),
                toolchain.version().orElse(null),
                language.extensions(),
                language.editorMode(),
                language.starterCode().path(),
                toolchain.isAvailable(),
                toolchain.unavailableReason().orElse(null),
                language.templates().stream()
                        .map(template -> TemplateItem.of(language, template))
                        .toList());
    }
}
