package org.codearena.server.problem.statement;

import java.util.Set;
import org.commonmark.node.CustomBlock;
import org.commonmark.node.CustomNode;
import org.commonmark.node.Node;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.html.HtmlNodeRendererContext;
import org.commonmark.renderer.html.HtmlWriter;

/** Formulas in a Markdown document. They hold LaTeX source, which Markdown has no say in. */
final class MathNodes {
    private MathNodes() {}

    static final class Inline extends CustomNode {
        private final String latex;

        Inline(String latex) {
            this.latex = latex;
        }
    }

    /** A displayed formula in the middle of a paragraph. */
    static final class Display extends CustomNode {
        private final String latex;

        Display(String latex) {
            this.latex = latex;
        }

        DisplayBlock asBlock() {
            DisplayBlock block = new DisplayBlock();
            block.end(latex, true);
            return block;
        }
    }

    /** A displayed formula on lines of its own. */
    static final class DisplayBlock extends CustomBlock {
        private String latex = "";
        private boolean ended;

        void end(String source, boolean byItsMark) {
            latex = source;
            ended = byItsMark;
        }

        boolean ended() {
            return ended;
        }
    }

    static final class Renderer implements NodeRenderer {
        private final HtmlWriter html;

        Renderer(HtmlNodeRendererContext context) {
            this.html = context.getWriter();
        }

        @Override
        public Set<Class<? extends Node>> getNodeTypes() {
            return Set.of(Inline.class, Display.class, DisplayBlock.class);
        }

        @Override
        public void render(Node node) {
            switch (node) {
                case Inline math -> html.raw(Html.inlineMath(math.latex));
                case Display math -> html.raw(Html.displayMath(math.latex));
                case DisplayBlock math -> {
                    html.line();
                    html.raw(Html.displayMath(math.latex));
                    html.line();
                }
                default -> throw new IllegalArgumentException("no formula: " + node);
            }
        }
    }
}
