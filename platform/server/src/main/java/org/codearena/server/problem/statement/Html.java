package org.codearena.server.problem.statement;

/** Text as HTML. */
final class Html {
    private Html() {}

    static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            escaped.append(escape(text.charAt(i)));
        }
        return escaped.toString();
    }

    static String escape(char character) {
        return switch (character) {
            case '&' -> "&amp;";
            case '<' -> "&lt;";
            case '>' -> "&gt;";
            case '"' -> "&quot;";
            default -> String.valueOf(character);
        };
    }

    static String inlineMath(String latex) {
        return "<span class=\"math inline\">" + escape(latex) + "</span>";
    }

    static String displayMath(String latex) {
        return "<div class=\"math display\">" + escape(latex) + "</div>";
    }
}
