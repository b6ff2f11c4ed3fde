package org.codearena.server.problem.statement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.codearena.server.problem.statement.StatementContext.Sample;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MarkdownStatementTest {
    private static final StatementContext CONTEXT = new StatementContext(
            "/api/v1/problems/sum/files/",
            Map.of("max_n", "100000", "sneaky", "<script>alert(1)</script>"),
            List.of(new Sample("1 <2>\n\n  3\n", "4\n"), new Sample("5\n", "6\n")),
            Set.of("picture.png", "drawing.svg"));

    @Nested
    class Formulas {
        @Test
        void stayAsTheyAreInsideALine() {
            assertHtml(
                    "<p>Let <span class=\"math inline\">a_1 * b_1 &lt; \\max\\{c_i, d_i\\}</span> be.</p>",
                    "Let $a_1 * b_1 < \\max\\{c_i, d_i\\}$ be.");
        }

        @Test
        void areNotTouchedByEmphasisEscapesOrEntities() {
            assertHtml(
                    "<p><span class=\"math inline\">*a* _b_ \\_ \\\\ &amp;lt; `x` [l](m)</span></p>",
                    "$*a* _b_ \\_ \\\\ &lt; `x` [l](m)$");
        }

        @Test
        void endParagraphsWhenTheyAreDisplayed() {
            assertHtml(
                    "<p>Before</p>\n<div class=\"math display\">x^2</div>\n<p>after <em>it</em></p>",
                    "Before $$x^2$$ after *it*");
        }

        @Test
        void mayStandOnLinesOfTheirOwnThatLookLikeMarkdown() {
            assertHtml(
                    "<p>See</p>\n<div class=\"math display\">\\begin{aligned}\n# a &amp;= b \\\\\n\n- c &amp;= d\n"
                            + "\\end{aligned}</div>\n<p>here</p>",
                    "See\n\n$$\n\\begin{aligned}\n# a &= b \\\\\n\n- c &= d\n\\end{aligned}\n$$\n\nhere");
        }

        @Test
        void onOneLineBetweenDoubleDollars() {
            assertHtml("<div class=\"math display\">a * b * c</div>", "$$ a * b * c $$");
        }

        @Test
        void arePricesWhenTheyCannotBeFormulas() {
            assertHtml("<p>$5 and $6, or $ x $</p>", "$5 and $6, or $ x $");
            assertHtml("<p>$5, $6 and <span class=\"math inline\">x</span></p>", "$5, $6 and $x$");
        }

        @Test
        void areNotBegunByAnEscapedDollar() {
            assertHtml("<p>$a$ and <span class=\"math inline\">b\\$c</span></p>", "\\$a$ and $b\\$c$");
        }

        @Test
        void areNoFormulasInCode() {
            assertHtml("<p><code>$a$</code></p>", "`$a$`");
        }

        @Test
        void standInTablesAndLists() {
            String html = html("| a | b |\n|---|--:|\n| $x_1$ | $$y$$ |\n\n- $z_1$ and $$w$$ more");
            assertTrue(html.contains("<td><span class=\"math inline\">x_1</span></td>"), html);
            assertTrue(html.contains("<td align=\"right\"><div class=\"math display\">y</div></td>"), html);
            assertTrue(html.contains("<span class=\"math inline\">z_1</span>"), html);
        }

        @Test
        void areWarnedOfWhenTheyNeverEnd() {
            Statement statement = convert("$$\nx\n\ny");
            assertTrue(statement.warnings().toString().contains("does not end"), statement.toString());
        }
    }

    @Test
    void tablesFootnotesAndCodeAreSupported() {
        String html = html("A[^1]\n\n```python\nif a < b:\n```\n\n| l | c |\n|:--|:-:|\n| 1 | 2 |\n\n[^1]: *Note*\n");
        assertTrue(html.contains("<sup class=\"footnote-ref\"><a href=\"#fn-1\" id=\"fnref-1\""), html);
        assertTrue(html.contains("<section class=\"footnotes\">"), html);
        assertTrue(html.contains("<li id=\"fn-1\">"), html);
        assertTrue(html.contains("<pre><code class=\"language-python\">if a &lt; b:\n</code></pre>"), html);
        assertTrue(html.contains("<td align=\"center\">2</td>"), html);
    }

    @Test
    void picturesComeFromTheProblemItself() {
        assertHtml(
                "<p><img src=\"/api/v1/problems/sum/files/picture.png\" alt=\"a &#34;b&#34;\" /></p>",
                "![a \"b\"](picture.png)");
        assertHtml(
                "<img src=\"/api/v1/problems/sum/files/drawing.svg\" width=\"200\" alt=\"\" />",
                "<img src=\"./drawing.svg\" width=200 alt=\"\" onerror=\"alert(1)\">");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/x.png",
                "//evil.example/x.png",
                "missing.png",
                "../picture.png",
                "/api/v1/problems/other/files/picture.png",
                "picture.png?x"
            })
    void otherPicturesAreLeftOutWithAWarning(String source) {
        Statement statement = convert("![alt](" + source + ")\n\n<img src=\"" + source + "\">");
        assertFalse(statement.html().contains("src"), statement.html());
        assertTrue(
                statement.warnings().toString().contains(source),
                statement.warnings().toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "<img src=x onerror=alert(1)>",
                "<svg/onload=alert(1)>",
                "<iframe src=//e>",
                "<a href=\"javascript:alert(1)\">x</a>",
                "[x](javascript:alert(1))",
                "[x](JaVaScRiPt:alert(1))",
                "<div style=\"background:url(//e)\">",
                "<form action=//e><input></form>",
                "<base href=//e>",
                "<meta http-equiv=refresh content=0>",
                "<style>*{}</style>",
                "<link rel=stylesheet href=//e>",
                "<object data=//e>",
                "<div class=\"modal evil\">",
                "<p id=\"root\">",
                "<math><mtext><style><img onerror=x>",
                "$</span><script>alert(1)</script>$",
                "$$</div><img src=x onerror=alert(1)>$$",
                "{{sneaky}}",
                "<span class='math inline'><b onclick=x>y</b></span>",
                "<!--><script>alert(1)</script>-->"
            })
    void nothingActiveGetsThrough(String evil) {
        String html = html("Hello\n\n" + evil + "\n\nbye " + evil + "\n");
        String tags = html.replaceAll("[^<>]*(<[^>]*>)?", "$1").toLowerCase(java.util.Locale.ROOT);
        for (String active : List.of(
                "script",
                "onerror",
                "onload",
                "onclick",
                "iframe",
                "svg",
                "javascript:",
                "url(",
                "form",
                "base",
                "meta",
                "style>",
                "link",
                "object",
                "modal",
                "root",
                "//e")) {
            assertFalse(tags.contains(active), () -> active + " in " + html);
        }
    }

    @Test
    void linksLeadOutsideWithoutTellingWhereFrom() {
        assertHtml(
                "<p><a href=\"https://example.org/\" rel=\"nofollow noopener noreferrer\">x</a></p>",
                "[x](https://example.org/)");
    }

    @Test
    void constantsAreReplacedAndUnknownOnesLeft() {
        Statement statement = convert("At most {{max_n}}, {{unknown}} and {{ max_n }}");
        assertTrue(statement.html().startsWith("<p>At most 100000, "), statement.html());
        assertTrue(statement.warnings().toString().contains("'unknown'"));
        assertHtml("<p><span class=\"math inline\">n \\le 100000</span></p>", "$n \\le {{max_n}}$");
    }

    @Test
    void samplesStandWhereTheStatementWantsThem() {
        String html = html("First:\n{{nextsample}}\nthen {{remainingsamples}}");
        assertTrue(
                html.contains(
                        "<p>First:</p>\n<div class=\"sample\"><p>Sample input 1</p><pre>1 &lt;2&gt;\n\n  3\n</pre>"),
                html);
        assertTrue(html.contains("<pre>5\n</pre>"), html);
    }

    @Test
    void moreSamplesThanThereAreIsAnError() {
        assertEquals(
                List.of("asks for sample 3, but there are 2"),
                convert("{{nextsample}} {{nextsample}} {{nextsample}} {{remainingsamples}}")
                        .errors());
    }

    @Test
    void marksOfTheConverterCannotBeForged() {
        assertFalse(html("\uE0000\uE001").contains("Sample input"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$", "$$", "$$a", "*", "[", "> ", "- ", "`", "![", "<div>", "$a$", "$$a$$", "|", "\\", "&", "[^1]", "_$"
            })
    void noRepetitionTakesLong(String piece) {
        String text = piece.repeat(50_000 / piece.length());
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> convert(text));
        assertTimeoutPreemptively(
                Duration.ofSeconds(20), () -> convert("a " + piece.replace("$", "$ x") + "\n" + text));
    }

    /** The policy writes some characters by number; a browser does not see the difference. */
    private static void assertHtml(String expected, String markdown) {
        String html = html(markdown).replace("&#96;", "`").replace("&#61;", "=");
        assertEquals(expected, html.replace(" </p>", "</p>").replace("<p> ", "<p>"));
    }

    private static String html(String markdown) {
        return convert(markdown).html();
    }

    private static Statement convert(String markdown) {
        return MarkdownStatement.convert(markdown, CONTEXT);
    }
}
