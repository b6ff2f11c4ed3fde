package org.codearena.server.problem.statement;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.owasp.html.CssSchema;
import org.owasp.html.HtmlPolicyBuilder;
import org.owasp.html.PolicyFactory;

/**
 * The one gate between a statement and a page: text, tables, formulas, links, and pictures that the problem itself has
 * brought. No scripts, no forms, no frames, nothing that is loaded from elsewhere, no class or id but those that the
 * converters make.
 */
final class StatementPolicy {
    private static final Set<String> CLASSES = Set.of(
            "math inline",
            "math display",
            "text-left",
            "text-center",
            "text-right",
            "illustration",
            "epigraph",
            "footnotes",
            "footnote-ref",
            "footnote-backref",
            "small-caps",
            "size-small",
            "size-large");

    private static final Pattern CODE_LANGUAGE = Pattern.compile("language-[A-Za-z0-9+#-]{1,32}");
    private static final Pattern FOOTNOTE = Pattern.compile("fn(ref)?-[A-Za-z0-9-]{1,64}");
    private static final Pattern LINK = Pattern.compile("(?i)(https?://|mailto:|#fn(ref)?-).*");
    private static final Pattern FILE_NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,254}");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,4}");
    private static final Pattern SPAN = Pattern.compile("[1-9][0-9]?");
    private static final Pattern ALIGNMENT = Pattern.compile("left|center|right");

    private final StatementContext context;
    private final Consumer<String> warnings;

    StatementPolicy(StatementContext context, Consumer<String> warnings) {
        this.context = context;
        this.warnings = warnings;
    }

    String sanitize(String html) {
        return policy().sanitize(html);
    }

    private PolicyFactory policy() {
        return new HtmlPolicyBuilder()
                .allowElements("p", "br", "hr", "div", "span", "section", "h1", "h2", "h3", "h4", "h5", "h6")
                .allowElements("ul", "ol", "li", "dl", "dt", "dd", "blockquote", "pre", "code", "kbd", "samp", "var")
                .allowElements("em", "strong", "b", "i", "u", "s", "del", "sub", "sup", "small")
                .allowElements("table", "thead", "tbody", "tfoot", "tr", "th", "td", "caption")
                .allowElements("figure", "figcaption", "a")
                .allowElements((name, attributes) -> attributes.contains("src") ? name : null, "img")
                .allowWithoutAttributes("span", "div")
                .allowAttributes("class")
                .matching((_, _, value) -> knownClass(value))
                .globally()
                .allowAttributes("id")
                .matching(FOOTNOTE)
                .onElements("li", "sup", "a")
                .allowUrlProtocols("http", "https", "mailto")
                .allowAttributes("href")
                .matching((_, _, value) -> knownLink(value))
                .onElements("a")
                .requireRelsOnLinks("nofollow", "noopener", "noreferrer")
                .allowAttributes("src")
                .matching((_, _, value) -> ownPicture(value))
                .onElements("img")
                .allowAttributes("alt", "title")
                .onElements("img")
                .allowAttributes("width", "height")
                .matching(NUMBER)
                .onElements("img")
                .allowAttributes("colspan", "rowspan")
                .matching(SPAN)
                .onElements("td", "th")
                .allowAttributes("align")
                .matching(ALIGNMENT)
                .onElements("td", "th")
                .allowAttributes("start")
                .matching(NUMBER)
                .onElements("ol")
                .allowStyling(CssSchema.withProperties(List.of("width")))
                .toFactory();
    }

    private static @Nullable String knownClass(String value) {
        return CLASSES.contains(value) || CODE_LANGUAGE.matcher(value).matches() ? value : null;
    }

    /** Out of the site, to a footnote, or to a file of the problem; nowhere else inside the site. */
    private @Nullable String knownLink(String value) {
        return LINK.matcher(value).matches() || value.startsWith(context.filesPath()) ? value : null;
    }

    /** A picture is named as it lies beside the statement; it is served from the problem's own files. */
    private @Nullable String ownPicture(String value) {
        String name = value.startsWith(context.filesPath())
                ? value.substring(context.filesPath().length())
                : value.startsWith("./") ? value.substring(2) : value;
        if (FILE_NAME.matcher(name).matches() && context.files().contains(name)) {
            return context.filesPath() + name;
        }
        warnings.accept("shows the picture '" + value + "', which is not beside the statement: left out");
        return null;
    }
}
