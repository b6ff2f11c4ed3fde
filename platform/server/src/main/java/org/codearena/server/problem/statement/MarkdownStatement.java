package org.codearena.server.problem.statement;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.ext.footnotes.FootnotesExtension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.CustomBlock;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.jspecify.annotations.Nullable;

/** Statements in CommonMark with tables, footnotes and formulas. */
public final class MarkdownStatement {
    private static final Pattern COMMAND = Pattern.compile("\\{\\{([a-zA-Z_][a-zA-Z0-9_]*)}}");
    private static final int DEEPEST = 50;

    private final Draft draft;

    private MarkdownStatement(Draft draft) {
        this.draft = draft;
    }

    public static Statement convert(String text, StatementContext context) {
        return new MarkdownStatement(new Draft(context)).convert(Draft.withoutMarks(text));
    }

    private Statement convert(String text) {
        var extensions = List.of(TablesExtension.create(), FootnotesExtension.create());
        Parser parser = Parser.builder()
                .extensions(extensions)
                .customInlineContentParserFactory(new MathInlineParser.Factory())
                .customBlockParserFactory(new MathBlockParser.Factory())
                .maxOpenBlockParsers(DEEPEST)
                .maxInlineNesting(DEEPEST)
                .build();
        Node document = parser.parse(replaceCommands(text));
        document.accept(new Formulas());
        HtmlRenderer renderer = HtmlRenderer.builder()
                .extensions(extensions)
                .nodeRendererFactory(MathNodes.Renderer::new)
                .build();
        return draft.finish(renderer.render(document), Optional.empty());
    }

    private String replaceCommands(String text) {
        return COMMAND.matcher(text).replaceAll(command -> Matcher.quoteReplacement(value(command.group(1))));
    }

    private String value(String name) {
        return switch (name) {
            case "nextsample" -> "\n\n" + draft.nextSample() + "\n\n";
            case "remainingsamples" -> "\n\n" + String.join("\n\n", draft.remainingSamples()) + "\n\n";
            default -> constant(name);
        };
    }

    private String constant(String name) {
        String value = draft.context().constants().get(name);
        if (value == null) {
            draft.warn("names the constant '" + name + "', which the package does not define");
            return "{{" + name + "}}";
        }
        return value;
    }

    /** A displayed formula is a block: it ends the paragraph it stands in, and another one begins behind it. */
    private final class Formulas extends AbstractVisitor {
        @Override
        public void visit(Paragraph paragraph) {
            Node last = paragraph;
            Paragraph tail = null;
            Node child = paragraph.getFirstChild();
            while (child != null) {
                Node next = child.getNext();
                if (child instanceof MathNodes.Display formula) {
                    Node block = formula.asBlock();
                    formula.unlink();
                    last = insert(block, insert(tail, last));
                    tail = new Paragraph();
                } else if (tail != null) {
                    tail.appendChild(child);
                }
                child = next;
            }
            insert(tail, last);
            if (paragraph.getFirstChild() == null) {
                paragraph.unlink();
            }
        }

        /** Puts the node behind the last one, unless it is an empty paragraph, and answers what is last then. */
        private static Node insert(@Nullable Node node, Node last) {
            if (node == null || (node instanceof Paragraph && node.getFirstChild() == null)) {
                return last;
            }
            last.insertAfter(node);
            return node;
        }

        @Override
        public void visit(CustomBlock block) {
            if (block instanceof MathNodes.DisplayBlock formula && !formula.ended()) {
                draft.warn("has a formula that begins with '$$' and does not end");
            }
            visitChildren(block);
        }
    }
}
