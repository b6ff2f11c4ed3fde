package org.codearena.server.problem.statement;

import static java.util.Map.entry;

import java.text.Normalizer;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The commands of LaTeX's running text that stand for characters, or for nothing at all on a page. */
final class LatexSymbols {
    private static final Map<String, String> CHARACTERS = Map.ofEntries(
            entry("ldots", "…"),
            entry("dots", "…"),
            entry("textellipsis", "…"),
            entry("textbackslash", "\\"),
            entry("textasciitilde", "~"),
            entry("textasciicircum", "^"),
            entry("textunderscore", "_"),
            entry("textless", "<"),
            entry("textgreater", ">"),
            entry("textbar", "|"),
            entry("textbraceleft", "{"),
            entry("textbraceright", "}"),
            entry("textdollar", "$"),
            entry("textquotesingle", "'"),
            entry("textquotedbl", "\""),
            entry("textquoteleft", "‘"),
            entry("textquoteright", "’"),
            entry("textquotedblleft", "“"),
            entry("textquotedblright", "”"),
            entry("lq", "‘"),
            entry("rq", "’"),
            entry("guillemotleft", "«"),
            entry("guillemotright", "»"),
            entry("textendash", "–"),
            entry("textemdash", "—"),
            entry("textbullet", "•"),
            entry("textdegree", "°"),
            entry("degree", "°"),
            entry("textmu", "µ"),
            entry("euro", "€"),
            entry("texteuro", "€"),
            entry("pounds", "£"),
            entry("textsterling", "£"),
            entry("copyright", "©"),
            entry("textcopyright", "©"),
            entry("textregistered", "®"),
            entry("texttrademark", "™"),
            entry("dag", "†"),
            entry("ddag", "‡"),
            entry("S", "§"),
            entry("P", "¶"),
            entry("ss", "ß"),
            entry("ae", "æ"),
            entry("AE", "Æ"),
            entry("oe", "œ"),
            entry("OE", "Œ"),
            entry("o", "ø"),
            entry("O", "Ø"),
            entry("l", "ł"),
            entry("L", "Ł"),
            entry("aa", "å"),
            entry("AA", "Å"),
            entry("i", "ı"),
            entry("j", "ȷ"),
            entry("TeX", "TeX"),
            entry("LaTeX", "LaTeX"),
            entry("slash", "/"),
            entry("quad", "\u2003"),
            entry("qquad", "\u2003\u2003"),
            entry("enspace", "\u2002"),
            entry("thinspace", "\u2009"),
            entry("%", "%"),
            entry("$", "$"),
            entry("&", "&"),
            entry("#", "#"),
            entry("_", "_"),
            entry("{", "{"),
            entry("}", "}"),
            entry(" ", " "),
            entry("\n", " "),
            entry(",", "\u2009"),
            entry(";", "\u2005"),
            entry(":", "\u2005"),
            entry("-", ""),
            entry("/", ""),
            entry("@", ""),
            entry("!", ""));

    /** Marks that go onto the letter that follows, as Unicode's combining characters. */
    private static final Map<String, Character> ACCENTS = Map.ofEntries(
            entry("`", '\u0300'),
            entry("'", '\u0301'),
            entry("^", '\u0302'),
            entry("~", '\u0303'),
            entry("\"", '\u0308'),
            entry("=", '\u0304'),
            entry(".", '\u0307'),
            entry("u", '\u0306'),
            entry("v", '\u030C'),
            entry("H", '\u030B'),
            entry("c", '\u0327'),
            entry("d", '\u0323'),
            entry("b", '\u0331'),
            entry("r", '\u030A'),
            entry("k", '\u0328'));

    /** Commands that matter on paper only, by how many arguments they take with them. */
    private static final Map<String, Integer> PAPER_ONLY = Map.ofEntries(
            entry("noindent", 0),
            entry("indent", 0),
            entry("centering", 0),
            entry("raggedright", 0),
            entry("raggedleft", 0),
            entry("smallskip", 0),
            entry("medskip", 0),
            entry("bigskip", 0),
            entry("newpage", 0),
            entry("clearpage", 0),
            entry("pagebreak", 0),
            entry("nopagebreak", 0),
            entry("hfill", 0),
            entry("vfill", 0),
            entry("relax", 0),
            entry("protect", 0),
            entry("null", 0),
            entry("leavevmode", 0),
            entry("displaystyle", 0),
            entry("hline", 0),
            entry("toprule", 0),
            entry("midrule", 0),
            entry("bottomrule", 0),
            entry("maketitle", 0),
            entry("sloppy", 0),
            entry("fussy", 0),
            entry("allowbreak", 0),
            entry("selectfont", 0),
            entry("cline", 1),
            entry("cmidrule", 1),
            entry("vspace", 1),
            entry("hspace", 1),
            entry("label", 1),
            entry("index", 1),
            entry("usepackage", 1),
            entry("documentclass", 1),
            entry("pagestyle", 1),
            entry("thispagestyle", 1),
            entry("phantom", 1),
            entry("hphantom", 1),
            entry("vphantom", 1),
            entry("color", 1),
            entry("fontencoding", 1),
            entry("lstset", 1),
            entry("linespread", 1),
            entry("bibliographystyle", 1),
            entry("setlength", 2),
            entry("addtolength", 2),
            entry("setcounter", 2),
            entry("addtocounter", 2),
            entry("captionsetup", 1),
            entry("graphicspath", 1));

    /** Commands whose last argument is the text, behind so many that say how it would look on paper. */
    private static final Map<String, Integer> TEXT_BEHIND = Map.of(
            "mbox",
            0,
            "hbox",
            0,
            "fbox",
            0,
            "framebox",
            0,
            "text",
            0,
            "textcolor",
            1,
            "colorbox",
            1,
            "raisebox",
            1,
            "parbox",
            1,
            "scalebox",
            1);

    private static final Set<String> LETTERS_WITHOUT_DOT = Set.of("\\i", "\\j");

    private LatexSymbols() {}

    static Optional<String> character(String command) {
        return Optional.ofNullable(CHARACTERS.get(command));
    }

    static boolean isAccent(String command) {
        return ACCENTS.containsKey(command);
    }

    /** The letter with the accent on it, composed where Unicode has it. */
    static String accented(String accent, String argument) {
        String letter = LETTERS_WITHOUT_DOT.contains(argument) ? argument.substring(1) : argument;
        if (letter.isEmpty()) {
            return accent.equals("^") || accent.equals("~") ? accent : "";
        }
        int first = letter.offsetByCodePoints(0, 1);
        String composed = letter.substring(0, first) + ACCENTS.getOrDefault(accent, ' ') + letter.substring(first);
        return Normalizer.normalize(composed, Normalizer.Form.NFC);
    }

    /** How many arguments a command takes that matters on paper only. */
    static Optional<Integer> paperOnly(String command) {
        return Optional.ofNullable(PAPER_ONLY.get(command));
    }

    static Optional<Integer> textBehind(String command) {
        return Optional.ofNullable(TEXT_BEHIND.get(command));
    }
}
