package org.codearena.server.problem.statement;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Statements in the LaTeX that they are usually written in: sections, lists, tables, figures, code, fonts, links, and
 * formulas, which stay as they are. It is a converter, not TeX: a command that it does not know is named in a warning and
 * its arguments are shown as text.
 *
 * <p>How it works. The source is read once from left to right; whatever has a beginning and an end (a group, an argument,
 * an environment) is cut out as source and converted by itself, so that a fault in it ends with it. Nesting is bounded.
 */
public final class LatexStatement {
    private static final int DEEPEST = 40;
    private static final Pattern PLAIN_NAME = Pattern.compile("(?m)^[ \\t]*%%[ \\t]*plainproblemname:(.*)$");
    private static final Pattern TAG = Pattern.compile("<[^>]*>");

    private final Draft draft;
    private final LatexMacros macros = new LatexMacros();
    private final LatexPictures pictures;
    private final List<String> footnotes = new ArrayList<>();
    private int depth;
    /** Inside a typewriter font quotes and dashes are not made typographic. */
    private int typewriter;

    private @Nullable String title;

    private LatexStatement(Draft draft) {
        this.draft = draft;
        this.pictures = new LatexPictures(draft, macros);
    }

    public static Statement convert(String text, StatementContext context) {
        return new LatexStatement(new Draft(context))
                .statement(Draft.withoutMarks(text).replace("\r\n", "\n"));
    }

    private Statement statement(String text) {
        Flow flow = new Flow();
        convert(flow, text);
        String body = flow.finish() + footnotesHtml();
        Matcher plain = PLAIN_NAME.matcher(text);
        return draft.finish(body, plain.find() ? Optional.of(plain.group(1).strip()) : Optional.ofNullable(title));
    }

    private void convert(Flow flow, String text) {
        if (depth == DEEPEST) {
            draft.warn("nests deeper than " + DEEPEST + " levels: shown as it is from there on");
            flow.text(Html.escape(text));
            return;
        }
        depth++;
        int mark = flow.mark();
        LatexScanner in = new LatexScanner(text);
        while (!in.atEnd()) {
            step(flow, in);
        }
        // A font that was switched to holds until the end of its group.
        flow.closeTo(mark);
        depth--;
    }

    /** A piece by itself: an item, a cell, a caption. */
    private String piece(String text) {
        Flow flow = new Flow();
        convert(flow, text);
        return flow.finishTight();
    }

    private String blocks(String text) {
        Flow flow = new Flow();
        convert(flow, text);
        return flow.finish();
    }

    private void step(Flow flow, LatexScanner in) {
        char next = in.next();
        switch (next) {
            case '\\' -> command(flow, in, in.command());
            case '{' -> convert(flow, in.group());
            case '}' -> draft.warn("has a closing brace without its opening one");
            case '$' -> dollar(flow, in);
            case '%' -> {
                in.skipComment();
                if (in.take("\n")) {
                    in.skipLineBreak();
                    flow.endParagraph();
                }
            }
            case '\n' -> {
                if (in.skipLineBreak()) {
                    flow.endParagraph();
                } else {
                    flow.text("\n");
                }
            }
            case '~' -> flow.text("\u00A0");
            case '`', '\'', '-', '<', '>' ->
                flow.text(Html.escape(typewriter > 0 ? String.valueOf(next) : mark(next, in)));
            default -> flow.text(Html.escape(next));
        }
    }

    private static String mark(char first, LatexScanner in) {
        return switch (first) {
            case '`' -> in.take("`") ? "“" : "‘";
            case '\'' -> in.take("'") ? "”" : "’";
            case '-' -> in.take("--") ? "—" : in.take("-") ? "–" : "-";
            case '<' -> in.take("<") ? "«" : "<";
            case '>' -> in.take(">") ? "»" : ">";
            default -> String.valueOf(first);
        };
    }

    private void dollar(Flow flow, LatexScanner in) {
        if (in.take("$")) {
            in.upTo("$$").ifPresentOrElse(math -> display(flow, math), () -> unclosed(flow, "$$"));
        } else {
            in.upToDollar().ifPresentOrElse(math -> inlineMath(flow, math), () -> unclosed(flow, "$"));
        }
    }

    private void unclosed(Flow flow, String mark) {
        draft.warn("has a formula that begins with '" + mark + "' and does not end");
        flow.text(Html.escape(mark));
    }

    private void inlineMath(Flow flow, String latex) {
        flow.text(Html.inlineMath(macros.expandFormula(latex.strip())));
    }

    private void display(Flow flow, String latex) {
        flow.block(Html.displayMath(macros.expandFormula(latex.strip())));
    }

    private void command(Flow flow, LatexScanner in, String name) {
        if (!name.isEmpty() && Character.isLetter(name.charAt(0))) {
            in.skipBlanks();
        }
        Optional<String> character = LatexSymbols.character(name);
        Optional<String> expansion = macros.expand(name, in);
        if (expansion.isPresent()) {
            convert(flow, expansion.get());
        } else if (character.isPresent()) {
            flow.text(Html.escape(character.get()));
        } else if (LatexSymbols.isAccent(name)) {
            flow.text(Html.escape(LatexSymbols.accented(name, in.argument())));
        } else if (!font(flow, in, name) && !structure(flow, in, name) && !paper(flow, in, name)) {
            unknown(in, name);
        }
    }

    /** An unknown command leaves its arguments behind, which are shown as the groups they are. */
    private void unknown(LatexScanner in, String name) {
        draft.warn("uses the command '\\" + name + "', which is not supported: only its argument is shown");
        in.option();
    }

    private boolean font(Flow flow, LatexScanner in, String name) {
        switch (name) {
            case "textbf" -> marked(flow, in, "strong", "");
            case "textit", "textsl", "emph" -> marked(flow, in, "em", "");
            case "underline", "uline", "underbar" -> marked(flow, in, "u", "");
            case "sout", "st" -> marked(flow, in, "s", "");
            case "textsc" -> marked(flow, in, "span", " class=\"small-caps\"");
            case "textsuperscript" -> marked(flow, in, "sup", "");
            case "textsubscript" -> marked(flow, in, "sub", "");
            case "texttt", "t" -> typewriter(flow, in);
            case "textrm", "textsf", "textup", "textmd", "textnormal" -> convert(flow, in.argument());
            case "bf", "bfseries" -> flow.open("strong", "");
            case "it", "itshape", "em", "sl", "slshape" -> flow.open("em", "");
            case "tt", "ttfamily" -> flow.open("code", "");
            case "sc", "scshape" -> flow.open("span", " class=\"small-caps\"");
            case "tiny", "scriptsize", "footnotesize", "small" -> flow.open("span", " class=\"size-small\"");
            case "large", "Large", "LARGE", "huge", "Huge" -> flow.open("span", " class=\"size-large\"");
            case "rm", "sf", "rmfamily", "sffamily", "mdseries", "upshape", "normalfont", "normalsize" -> {}
            default -> {
                return false;
            }
        }
        return true;
    }

    private void marked(Flow flow, LatexScanner in, String tag, String attributes) {
        int mark = flow.mark();
        flow.open(tag, attributes);
        convert(flow, in.argument());
        flow.closeTo(mark);
    }

    private void typewriter(Flow flow, LatexScanner in) {
        typewriter++;
        marked(flow, in, "code", "");
        typewriter--;
    }

    private boolean structure(Flow flow, LatexScanner in, String name) {
        switch (name) {
            case "problemname" -> title(in.bracedArgument());
            case "section", "chapter" -> heading(flow, in, "h2");
            case "subsection" -> heading(flow, in, "h3");
            case "subsubsection", "paragraph", "subparagraph" -> heading(flow, in, "h4");
            case "begin" -> environment(flow, in, in.argument().strip());
            case "end" -> draft.warn("ends the environment '" + in.argument() + "', which did not begin");
            case "item" -> draft.warn("has an \\item outside a list");
            case "par" -> flow.endParagraph();
            case "\\", "newline", "linebreak" -> lineBreak(flow, in);
            case "(" -> in.upTo("\\)").ifPresentOrElse(m -> inlineMath(flow, m), () -> unclosed(flow, "\\("));
            case "[" -> in.upTo("\\]").ifPresentOrElse(m -> display(flow, m), () -> unclosed(flow, "\\["));
            case "ensuremath" -> inlineMath(flow, in.argument());
            case "includegraphics" -> flow.text(pictures.html(in));
            case "illustration" -> illustration(flow, in);
            case "caption" -> flow.block("<figcaption>" + piece(lastArgument(in)) + "</figcaption>");
            case "url", "nolinkurl" -> link(flow, in.address(), "");
            case "href" -> link(flow, in.address(), piece(in.argument()));
            case "epigraph" -> epigraph(flow, in);
            case "footnote" -> footnote(flow, lastArgument(in));
            case "verb", "lstinline" -> verbatim(flow, in);
            case "nextsample" -> flow.block(draft.nextSample());
            case "remainingsamples" -> draft.remainingSamples().forEach(flow::block);
            case "constant" -> constant(flow, in.argument());
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean paper(Flow flow, LatexScanner in, String name) {
        Optional<Integer> ignored = LatexSymbols.paperOnly(name);
        Optional<Integer> behind = LatexSymbols.textBehind(name);
        switch (name) {
            case "newcommand", "renewcommand", "providecommand" -> {
                in.take("*");
                macros.define(in);
            }
            case "DeclareMathOperator" -> {
                in.take("*");
                macros.defineOperator(in);
            }
            case "def" -> macros.defineByDef(in);
            case "ref", "pageref", "cite", "eqref" -> {
                draft.warn("refers to '" + in.argument() + "' by \\" + name + ", which is not supported");
            }
            default -> {
                if (ignored.isPresent()) {
                    in.take("*");
                    passed(in, ignored.get());
                } else if (behind.isPresent()) {
                    passed(in, behind.get());
                    in.option();
                    convert(flow, in.argument());
                } else {
                    return false;
                }
            }
        }
        return true;
    }

    private static void passed(LatexScanner in, int arguments) {
        in.option();
        for (int i = 0; i < arguments; i++) {
            in.argument();
        }
    }

    private static String lastArgument(LatexScanner in) {
        in.take("*");
        in.option();
        return in.argument();
    }

    private void title(Optional<String> name) {
        name.map(n -> TAG.matcher(piece(n)).replaceAll(""))
                .map(LatexStatement::unescaped)
                .filter(n -> !n.isBlank())
                .ifPresent(n -> title = n.strip());
    }

    private static String unescaped(String html) {
        return html.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&amp;", "&");
    }

    private void heading(Flow flow, LatexScanner in, String tag) {
        flow.block("<" + tag + ">" + piece(lastArgument(in)) + "</" + tag + ">");
    }

    private static void lineBreak(Flow flow, LatexScanner in) {
        in.take("*");
        in.option();
        flow.text("<br>");
    }

    private void link(Flow flow, String address, String shown) {
        String plain = address.replaceAll("\\\\([%#&_{}~])", "$1").strip();
        String text = shown.isEmpty() ? Html.escape(plain) : shown;
        flow.text("<a href=\"" + Html.escape(plain) + "\">" + text + "</a>");
    }

    private void epigraph(Flow flow, LatexScanner in) {
        flow.block("<blockquote class=\"epigraph\"><p>" + piece(in.argument()) + "</p><p class=\"text-right\">"
                + piece(in.argument()) + "</p></blockquote>");
    }

    private void illustration(Flow flow, LatexScanner in) {
        String width = in.argument();
        String picture = pictures.illustration(width, in.argument());
        flow.block("<figure class=\"illustration\"" + LatexPictures.style(LatexPictures.fraction(width)) + ">" + picture
                + "<figcaption>" + piece(in.argument()) + "</figcaption></figure>");
    }

    private void footnote(Flow flow, String text) {
        int number = footnotes.size() + 1;
        // Its place is taken before its own footnotes are.
        footnotes.add("");
        footnotes.set(number - 1, piece(text));
        flow.text("<sup class=\"footnote-ref\" id=\"fnref-" + number + "\"><a href=\"#fn-" + number + "\">" + number
                + "</a></sup>");
    }

    private String footnotesHtml() {
        if (footnotes.isEmpty()) {
            return "";
        }
        StringBuilder html = new StringBuilder("<section class=\"footnotes\"><ol>");
        for (int i = 1; i <= footnotes.size(); i++) {
            html.append("<li id=\"fn-").append(i).append("\">").append(footnotes.get(i - 1));
            html.append(" <a href=\"#fnref-").append(i).append("\" class=\"footnote-backref\">↩</a></li>");
        }
        return html.append("</ol></section>").toString();
    }

    private void verbatim(Flow flow, LatexScanner in) {
        in.option();
        if (in.atEnd()) {
            return;
        }
        char mark = in.next();
        Optional<String> code = mark == '{' ? Optional.of(in.group()) : in.upTo(String.valueOf(mark));
        code.ifPresentOrElse(
                c -> flow.text("<code>" + Html.escape(c) + "</code>"),
                () -> draft.warn("has a \\verb that does not end"));
    }

    private void constant(Flow flow, String name) {
        String value = draft.context().constants().get(name);
        if (value == null) {
            draft.warn("names the constant '" + name + "', which the package does not define");
        }
        flow.text(Html.escape(value == null ? name : value));
    }

    private void environment(Flow flow, LatexScanner in, String name) {
        switch (name) {
            case "itemize", "enumerate", "description", "compactitem", "compactenum" -> list(flow, in, name);
            case "tabular", "tabular*", "tabularx", "array" -> table(flow, in, name);
            case "verbatim", "verbatim*", "Verbatim", "alltt", "lstlisting", "minted" -> code(flow, in, name);
            case "equation",
                    "equation*",
                    "displaymath",
                    "align",
                    "align*",
                    "gather",
                    "gather*",
                    "multline",
                    "multline*",
                    "eqnarray",
                    "eqnarray*",
                    "alignat",
                    "alignat*" -> formula(flow, in, name);
            case "math" -> inlineMath(flow, in.environment(name));
            case "figure", "figure*", "wrapfigure", "table", "table*", "wraptable" -> figure(flow, in, name);
            case "comment" -> in.environment(name);
            default -> wrapped(flow, in, name);
        }
    }

    private void wrapped(Flow flow, LatexScanner in, String name) {
        switch (name) {
            case "center" -> flow.block(div("text-center", in.environment(name)));
            case "flushleft" -> flow.block(div("text-left", in.environment(name)));
            case "flushright" -> flow.block(div("text-right", in.environment(name)));
            case "quote", "quotation", "verse" ->
                flow.block("<blockquote>" + blocks(in.environment(name)) + "</blockquote>");
            case "Input", "Output", "Interaction" -> {
                flow.block("<h2>" + name + "</h2>");
                flow.block(blocks(in.environment(name)));
            }
            case "minipage", "multicols" -> {
                passed(in, 0);
                in.option();
                in.argument();
                flow.block("<div>" + blocks(in.environment(name)) + "</div>");
            }
            case "document", "small", "footnotesize", "large", "samepage" -> flow.block(blocks(in.environment(name)));
            default -> {
                draft.warn("uses the environment '" + name + "', which is not supported: only its content is shown");
                in.option();
                flow.block(blocks(in.environment(name)));
            }
        }
    }

    private String div(String css, String source) {
        return "<div class=\"" + css + "\">" + blocks(source) + "</div>";
    }

    private void list(Flow flow, LatexScanner in, String name) {
        in.option();
        boolean described = name.equals("description");
        StringBuilder html = new StringBuilder();
        for (LatexItems.Item item : LatexItems.split(in.environment(name))) {
            String label = item.label().map(this::piece).orElse("");
            html.append(described ? "<dt>" + label + "</dt><dd>" : "<li>");
            html.append(described || label.isEmpty() ? "" : label + " ");
            html.append(piece(item.source())).append(described ? "</dd>" : "</li>");
        }
        String tag = described ? "dl" : name.endsWith("item") || name.equals("itemize") ? "ul" : "ol";
        flow.block("<" + tag + ">" + html + "</" + tag + ">");
    }

    private void table(Flow flow, LatexScanner in, String name) {
        if (name.equals("tabular*") || name.equals("tabularx")) {
            in.argument();
        }
        in.option();
        String columns = in.argument();
        flow.block(LatexTable.html(columns, in.environment(name), this::piece));
    }

    private void code(Flow flow, LatexScanner in, String name) {
        if (!name.startsWith("verbatim")) {
            in.option();
        }
        if (name.equals("minted")) {
            in.argument();
        }
        String code = in.upTo("\\end{" + name + "}").orElseGet(() -> in.environment(name));
        flow.block("<pre>" + Html.escape(code.startsWith("\n") ? code.substring(1) : code) + "</pre>");
    }

    /** What typesets formulas knows the environments that number nothing, and neither eqnarray nor multline. */
    private void formula(Flow flow, LatexScanner in, String name) {
        String body = in.environment(name).strip().replaceAll("\\\\(label\\{[^{}]*}|nonumber\\b|notag\\b)", "");
        String plain = name.replace("*", "");
        display(
                flow,
                switch (plain) {
                    case "equation", "displaymath" -> body;
                    case "eqnarray" -> "\\begin{array}{rcl}" + body + "\\end{array}";
                    case "multline" -> "\\begin{gather*}" + body + "\\end{gather*}";
                    default -> "\\begin{" + plain + "*}" + body + "\\end{" + plain + "*}";
                });
    }

    private void figure(Flow flow, LatexScanner in, String name) {
        in.option();
        if (name.startsWith("wrap")) {
            in.argument();
            in.option();
            in.argument();
        }
        flow.block("<figure>" + blocks(in.environment(name)) + "</figure>");
    }
}
