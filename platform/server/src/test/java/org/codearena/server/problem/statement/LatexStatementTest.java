package org.codearena.server.problem.statement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.codearena.server.problem.statement.StatementContext.Sample;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LatexStatementTest {
    private static final StatementContext CONTEXT = new StatementContext(
            "/api/v1/problems/sum/files/",
            Map.of("max_n", "100000"),
            List.of(new Sample("1\n", "2\n"), new Sample("3\n", "4\n")),
            Set.of("picture.png", "figure.pdf"));

    @Test
    void aWholeStatementOfTheUsualKind() {
        String html = html("""
                \\problemname{A Different Problem}

                Write a program that computes the difference between
                non-negative integers. % a remark

                \\section*{Input}
                At most $40$ lines, between $0$ and $10^{15}$
                  (inclusive).

                \\begin{itemize}
                  \\item one \\emph{pair} per line;
                  \\item the \\texttt{end}.
                \\end{itemize}
                """);
        assertEquals("""
                <p>Write a program that computes the difference between
                non-negative integers.</p>
                <h2>Input</h2>
                <p>At most <span class="math inline">40</span> lines, between <span class="math inline">0</span> and\
                 <span class="math inline">10^{15}</span>
                (inclusive).</p>
                <ul><li>one <em>pair</em> per line;</li><li>the <code>end</code>.</li></ul>""", html);
    }

    @Nested
    class TheName {
        @Test
        void isTakenFromProblemname() {
            assertEquals(
                    Optional.of("Shortest — “Path”"),
                    convert("\\problemname{Shortest --- ``Path''}\nText").title());
            assertEquals(
                    Optional.of("A < B & C"),
                    convert("\\problemname{A < B \\& \\textbf{C}}").title());
        }

        @Test
        void isThePlainOneWhereThereIsOne() {
            assertEquals(
                    Optional.of("x^2 + y^2 = z^2"),
                    convert("%% plainproblemname: x^2 + y^2 = z^2\n\\problemname{$x^2+y^2=z^2$}")
                            .title());
        }

        @Test
        void mayBeLeftOut() {
            assertEquals(Optional.empty(), convert("\\problemname{}\nText").title());
            assertEquals(Optional.empty(), convert("\\problemname\n\nText").title());
            assertEquals("<p>Text</p>", html("\\problemname\n\nText"));
        }
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '^',
            delimiterString = " => ",
            value = {
                "``a'' and `b' => <p>“a” and ‘b’</p>",
                "<<a>> a--b---c-d => <p>«a» a–b—c-d</p>",
                "a~b \\ldots\\ c\\dots{} d => <p>a\u00a0b … c… d</p>",
                "\\{ \\} \\$ \\% \\& \\# \\_ => <p>{ } $ % & # _</p>",
                "\\textbackslash a \\^{} \\~{} => <p>\\a ^ ~</p>",
                "\\'e \\\"{o} \\c{c} \\v s \\aa \\o \\ss{} \\'{\\i} => <p>é ö ç š åøß í</p>",
                "a\\\\b\\newline c => <p>a<br />b<br />c</p>",
                "\\textbf{a} \\textit{b} \\underline{c} \\sout{d} => <p><strong>a</strong> <em>b</em> <u>c</u> <s>d</s></p>",
                "{\\bf a} b {\\it c \\tt d} e => <p><strong>a</strong> b <em>c <code>d</code></em> e</p>",
                "\\textsc{a} {\\tiny b} {\\Huge c} => <p><span class=\"small-caps\">a</span> <span class=\"size-small\">b</span> "
                        + "<span class=\"size-large\">c</span></p>",
                "\\texttt{a--b ``c'' \\_d} => <p><code>a--b ``c'' _d</code></p>",
                "\\verb|a\\b$c$| x \\verb+%+ => <p><code>a\\b$c$</code> x <code>%</code></p>",
                "a\\footnote{b} c => <p>a<sup class=\"footnote-ref\" id=\"fnref-1\"><a href=\"#fn-1\">1</a></sup> c</p>",
                "\\url{http://a.b/c%20_d\\#e} => <p><a href=\"http://a.b/c%20_d#e\">http://a.b/c%20_d#e</a></p>",
                "\\href{https://a.b}{\\textbf{x}} => <p><a href=\"https://a.b\"><strong>x</strong></a></p>",
                "\\noindent a \\vspace{2cm} b \\hspace*{1em} c => <p>a  b  c</p>",
                "\\mbox{a b} \\textcolor{red}{c} => <p>a b c</p>",
                "At most \\constant{max_n}. => <p>At most 100000.</p>",
                "a < b > c & d \"e\" => <p>a < b > c & d \"e\"</p>"
            })
    void theUsualCommandsOfRunningText(String latex, String expected) {
        String shown = html(latex).replaceAll("(?s)\n?<section class=\"footnotes\">.*", "");
        assertEquals(expected, shown.replace(" rel=\"nofollow noopener noreferrer\"", ""));
    }

    @Nested
    class Formulas {
        @ParameterizedTest
        @CsvSource(
                quoteCharacter = '^',
                delimiterString = " => ",
                value = {
                    "$a_1 < b^{2}$ => <p><span class=\"math inline\">a_1 < b^{2}</span></p>",
                    "$\\text{if $x$} \\$ \\{$ => <p><span class=\"math inline\">\\text{if $x$} \\$ \\{</span></p>",
                    "\\(a\\) => <p><span class=\"math inline\">a</span></p>",
                    "\\[x\\] => <div class=\"math display\">x</div>",
                    "\\begin{equation}\\label{e} x \\end{equation} => <div class=\"math display\">x</div>",
                    "\\begin{align}a&=b\\\\c&=d\\nonumber\\end{align} => "
                            + "<div class=\"math display\">\\begin{align*}a&=b\\\\c&=d\\end{align*}</div>",
                    "\\begin{eqnarray*}a\\end{eqnarray*} => "
                            + "<div class=\"math display\">\\begin{array}{rcl}a\\end{array}</div>"
                })
        void keepTheirSource(String latex, String expected) {
            assertEquals(expected, html(latex));
        }

        @Test
        void knowTheStatementsOwnCommands() {
            assertEquals(
                    "<p><span class=\"math inline\">{10^5} + {{x}_{i}}</span> and 1 000 and a<em>b</em></p>",
                    html(
                            "\\newcommand{\\maxn}{10^5}\\newcommand{\\at}[2]{{#1}_{#2}}\\def\\k{1 000}\\newcommand\\e[1]{a\\emph{#1}}"
                                    + "$\\maxn + \\at{x}{i}$ and \\k{} and \\e{b}"));
        }

        @Test
        void areWarnedOfWhenTheyNeverEnd() {
            for (String open : List.of("$a", "$$a", "\\[a", "\\(a")) {
                assertTrue(convert(open).warnings().toString().contains("does not end"), open);
            }
        }
    }

    @Nested
    class Environments {
        @Test
        void listsNest() {
            assertEquals(
                    "<ol><li>a<ul><li>b</li></ul></li><li><p>c</p>\n<p>d</p></li></ol>",
                    html("\\begin{enumerate}[label=x]\\item a\n\\begin{itemize}\\item b\\end{itemize}\\item c\n\nd\\end{enumerate}")
                            .replace("<p>a</p>\n", "a")
                            .replace("</ul>\n</li>", "</ul></li>")
                            .replace("</p>\n</li>", "</p></li>"));
            assertEquals(
                    "<dl><dt><strong>k</strong></dt><dd>v</dd></dl>",
                    html("\\begin{description}\\item[\\textbf{k}] v\\end{description}"));
        }

        @Test
        void codeIsShownAsItIs() {
            assertEquals(
                    "<pre>  if a < b: % not $x$\n\t\\item\n</pre>",
                    html("\\begin{verbatim}\n  if a < b: % not $x$\n\t\\item\n\\end{verbatim}"));
            assertEquals(
                    "<pre>int a[2];\n</pre>", html("\\begin{lstlisting}[language=C]\nint a[2];\n\\end{lstlisting}"));
        }

        @Test
        void tablesHaveTheirAlignmentAndSpans() {
            assertEquals(
                    "<table><tbody><tr><td class=\"text-center\" colspan=\"2\"><strong>h</strong></td><td class=\"text-right\">$</td></tr>"
                            + "<tr><td class=\"text-left\" rowspan=\"2\">a</td><td class=\"text-center\">b & c</td>"
                            + "<td class=\"text-right\"><span class=\"math inline\">x & y</span></td></tr>"
                            + "<tr><td class=\"text-center\">d</td><td class=\"text-right\">e</td></tr></tbody></table>",
                    html(
                            "\\begin{tabular}{|l|*{1}{c|}r|} \\hline\n\\multicolumn{2}{|c|}{\\textbf{h}} & \\$ \\\\ \\hline\n"
                                    + "\\multirow{2}{*}{a} & b \\& c & $x & y$ \\\\[2pt] \\cline{2-3}\n & d & e \\\\ \\hline\n\\end{tabular}"));
        }

        @Test
        void figuresHoldPicturesOfTheProblem() {
            String html = html("\\begin{figure}[h]\\centering\\includegraphics[width=0.5\\textwidth]{picture}\n"
                    + "\\caption{A \\emph{dog}}\\label{f}\\end{figure}");
            assertTrue(
                    html.contains(
                            "<img src=\"/api/v1/problems/sum/files/picture.png\" alt=\"\" style=\"width:50%\" />"),
                    html);
            assertTrue(html.contains("<figcaption>A <em>dog</em></figcaption>"), html);
        }

        @Test
        void picturesAreAsWideAsAsked() {
            assertTrue(html("\\includegraphics[width=5cm]{picture.png}").contains("width:190px"));
            assertTrue(html("\\def \\htmlPixelsInCm {45}\\includegraphics[width=2cm]{picture.png}")
                    .contains("width:90px"));
            assertTrue(html("\\includegraphics[scale=0.4]{picture.png}").contains("alt=\"\" />"));
        }

        @Test
        void illustrationsStandAside() {
            assertEquals(
                    "<figure class=\"illustration\" style=\"width:30%\"><img src=\"/api/v1/problems/sum/files/picture.png\" alt=\"\" "
                            + "style=\"width:100%\" /><figcaption>By <a href=\"http://a.b\">B</a></figcaption></figure>",
                    html("\\illustration{0.3}{picture.png}{By \\href{http://a.b}{B}}"));
        }

        @Test
        void aPictureThatIsAPdfBecomesALink() {
            Statement statement = convert("\\includegraphics{figure}");
            assertTrue(
                    statement.html().contains("<a href=\"/api/v1/problems/sum/files/figure.pdf\""), statement.html());
            assertFalse(statement.warnings().isEmpty());
        }

        @Test
        void aPictureThatIsNotThereIsWarnedOf() {
            Statement statement = convert("\\includegraphics{missing}");
            assertFalse(statement.html().contains("<img"), statement.html());
            assertTrue(statement.warnings().toString().contains("'missing'"), statement.toString());
        }

        @Test
        void sectionsOfTheFormatBecomeHeadings() {
            assertEquals(
                    "<h2>Input</h2>\n<p>a</p>\n\n<h2>Output</h2>\n<p>b</p>",
                    html("\\begin{Input}a\\end{Input}\n\n\\begin{Output}\nb\n\\end{Output}"));
        }

        @Test
        void quotesCentresAndEpigraphs() {
            assertEquals("<blockquote><p>a</p>\n</blockquote>", html("\\begin{quote}a\\end{quote}"));
            assertEquals("<div class=\"text-center\"><p>a</p>\n</div>", html("\\begin{center}a\\end{center}"));
            assertEquals(
                    "<blockquote class=\"epigraph\"><p>a</p><p class=\"text-right\">b</p></blockquote>",
                    html("\\epigraph{a}{b}"));
        }

        @Test
        void unknownOnesAreNamedAndTheirContentShown() {
            Statement statement = convert("\\begin{tikzpicture}[x]a \\foo[y]{b}{c}\\end{tikzpicture}");
            assertEquals("<p>a bc</p>", statement.html());
            assertTrue(statement.warnings().toString().contains("'tikzpicture'"), statement.toString());
            assertTrue(statement.warnings().toString().contains("'\\foo'"), statement.toString());
        }
    }

    @Test
    void commentsGoWithTheirLineBreak() {
        assertEquals("<p>5 6</p>", html("5 % no\n   % no\n6"));
        assertEquals("<p>5</p>\n<p>6</p>", html("5 % no\n\n6"));
        assertEquals("<p>5\n6</p>", html("5\n  6"));
    }

    @Test
    void headingsStandBetweenParagraphs() {
        assertEquals("<p>a</p>\n<h3>A</h3>\n<h4>B</h4>\n<p>b</p>", html("a\\subsection{A} \\paragraph{B}\nb"));
    }

    @Test
    void displayedFormulasEndTheirParagraph() {
        assertEquals("<p>a</p>\n<div class=\"math display\">x</div>\n<p>b</p>", html("a $$x$$ b"));
    }

    @Test
    void fontsAreOpenedAgainInTheNextParagraph() {
        assertEquals("<p><strong>a</strong></p>\n<p><strong>b</strong></p>", html("{\\bf a\n\nb}"));
    }

    @Test
    void samplesStandWhereTheStatementWantsThem() {
        String html = html("a\n\\nextsample\nb\n\\remainingsamples\\remainingsamples");
        assertTrue(html.contains("<p>a</p>\n<div class=\"sample\"><p>Sample input 1</p><pre>1\n</pre>"), html);
        assertEquals(1, html.split("Sample input 2", -1).length - 1, html);
        assertEquals(
                List.of("asks for sample 3, but there are 2"),
                convert("\\remainingsamples\\nextsample").errors());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "\\href{javascript:alert(1)}{x}",
                "\\url{javascript:alert(1)}",
                "\\href{x\" onclick=\"alert(1)}{x}",
                "\\includegraphics{x\" onerror=\"alert(1)}",
                "$</span><script>alert(1)</script>$",
                "\\begin{verbatim}</pre><script>alert(1)</script>\\end{verbatim}",
                "\\verb|</code><script>|",
                "\\textbf{<img src=x onerror=alert(1)>}",
                "\\constant{<script>}",
                "\\<script>",
                "\\begin{<script>}\\end{<script>}",
                "\\begin{tabular}{<script>}<script>&\\\\\\end{tabular}",
                "\\illustration{0.5\" onload=\"x}{<script>}{<script>}",
                "\\problemname{<script>}",
                "\\'<script>"
            })
    void nothingActiveGetsThrough(String evil) {
        String tags = LatexStatement.convert(evil, CONTEXT).html().replaceAll("[^<>]*(<[^>]*>)?", "$1");
        for (String active : List.of("script", "onerror", "onload", "onclick", "javascript:")) {
            assertFalse(tags.contains(active), () -> active + " in " + tags);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "}",
                "$",
                "$$",
                "\\[",
                "\\(",
                "\\begin{center}",
                "\\begin{verbatim}",
                "\\end{x}",
                "\\item",
                "\\foo[",
                "\\verb|",
                "\\textbf{",
                "\\textbf",
                "\\footnote{",
                "%",
                "\\",
                "[",
                "\\begin{tabular}{c}",
                "\\begin{itemize}\\item",
                "$ { ",
                "$ } ",
                "\\newcommand{\\a}{\\b\\b}",
                "\\section",
                "\\'",
                "``",
                "\\def\\a#1{",
                "{\\bf "
            })
    void noRepetitionTakesLong(String piece) {
        String text = piece.repeat(200_000 / piece.length());
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> convert(text));
    }

    @Test
    void macrosThatDoubleComeToAnEnd() {
        StringBuilder bomb = new StringBuilder("\\def\\a0{ha}");
        for (char c = 'b'; c <= 'z'; c++) {
            char before = (char) (c - 1);
            bomb.append("\\newcommand{\\")
                    .append(c)
                    .append("x}{\\")
                    .append(before)
                    .append("x\\")
                    .append(before)
                    .append("x}");
        }
        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> convert(bomb + "\\zx $\\zx$ \\def\\r{\\r}\\r $\\r$"));
    }

    @Property(tries = 1000)
    void anyTextBecomesSafeHtmlAndNeverFails(@ForAll("scraps") List<String> scraps) {
        Statement statement = convert(String.join("", scraps));
        String tags = statement.html().replaceAll("[^<>]*(<[^>]*>)?", "$1");
        assertFalse(tags.contains("script"), tags);
    }

    @Provide
    Arbitrary<List<String>> scraps() {
        return Arbitraries.of(
                        "\\",
                        "{",
                        "}",
                        "[",
                        "]",
                        "$",
                        "$$",
                        "%",
                        "\n",
                        " ",
                        "a",
                        "&",
                        "\\\\",
                        "\\begin{",
                        "\\end{",
                        "center}",
                        "itemize}",
                        "tabular}",
                        "verbatim}",
                        "\\item",
                        "\\textbf",
                        "\\multicolumn",
                        "\\multirow",
                        "\\hline",
                        "#1",
                        "\\def",
                        "\\newcommand",
                        "\\x",
                        "<script>",
                        "\\verb",
                        "|",
                        "\\footnote",
                        "\\includegraphics",
                        "\\illustration",
                        "\\href",
                        "\\'",
                        "2",
                        "\\caption",
                        "\\(",
                        "\\)",
                        "~",
                        "`",
                        "'",
                        "-",
                        "\\nextsample",
                        "\uE000")
                .list()
                .ofMaxSize(40);
    }

    /** With the few characters that the policy writes by number as a browser would show them. */
    private static String html(String latex) {
        return convert(latex)
                .html()
                .replace("&#96;", "`")
                .replace("&#61;", "=")
                .replace("&#43;", "+")
                .replace("&#64;", "@")
                .replace("&#39;", "'")
                .replace("&#34;", "\"")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&")
                .replace(" rel=\"nofollow noopener noreferrer\"", "")
                .replace("{<!-- -->", "{");
    }

    private static Statement convert(String latex) {
        return LatexStatement.convert(latex, CONTEXT);
    }
}
