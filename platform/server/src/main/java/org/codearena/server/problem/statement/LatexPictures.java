package org.codearena.server.problem.statement;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Pictures in LaTeX statements: which file is meant, and how wide it is to be. */
final class LatexPictures {
    /** LaTeX finds a file without its ending; these are tried in this order. */
    private static final List<String> ENDINGS = List.of("", ".svg", ".png", ".jpg", ".jpeg", ".gif", ".pdf");

    private static final Pattern FRACTION =
            Pattern.compile("\\s*([0-9]*\\.?[0-9]+)?\\s*\\\\(?:text|line|column)width\\s*");
    private static final Pattern LENGTH = Pattern.compile("\\s*([0-9]*\\.?[0-9]+)\\s*(cm|mm|in|pt|px|em|ex)\\s*");
    private static final Pattern NUMBER = Pattern.compile("\\s*([0-9]*\\.?[0-9]+)\\s*");

    private final Draft draft;
    private final LatexMacros macros;

    LatexPictures(Draft draft, LatexMacros macros) {
        this.draft = draft;
        this.macros = macros;
    }

    /** Behind {@code \includegraphics}. */
    String html(LatexScanner in) {
        in.take("*");
        Optional<String> options = in.option();
        return picture(in.argument(), options.flatMap(this::width));
    }

    String illustration(String width, String file) {
        Optional<String> fraction = fraction(width);
        return picture(file, fraction.isPresent() ? Optional.of("100%") : Optional.empty());
    }

    private String picture(String file, Optional<String> width) {
        String asked = file.strip().replaceAll("^\\./", "");
        String name = ENDINGS.stream()
                .map(ending -> asked + ending)
                .filter(draft.context().files()::contains)
                .findFirst()
                .orElse(asked);
        if (name.endsWith(".pdf")) {
            draft.warn("shows the picture '" + name + "', which is a PDF: linked to, not shown");
            return "<a href=\"" + Html.escape(draft.context().filesPath() + name) + "\">" + Html.escape(name) + "</a>";
        }
        return "<img src=\"" + Html.escape(name) + "\" alt=\"\"" + style(width) + ">";
    }

    private Optional<String> width(String options) {
        for (String option : options.split(",", 20)) {
            String[] parts = option.split("=", 2);
            if (parts.length == 2 && parts[0].strip().equals("width")) {
                return length(parts[1]);
            }
            if (parts.length == 2 && parts[0].strip().equals("scale")) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    private Optional<String> length(String width) {
        Matcher fraction = FRACTION.matcher(width);
        if (fraction.matches()) {
            return fraction(fraction.group(1) == null ? "1" : fraction.group(1));
        }
        Matcher length = LENGTH.matcher(width);
        if (!length.matches()) {
            return Optional.empty();
        }
        double pixels = Double.parseDouble(length.group(1)) * pixels(length.group(2));
        return Optional.of(Math.clamp(Math.round(pixels), 1, 4_000) + "px");
    }

    private double pixels(String unit) {
        return switch (unit) {
            case "cm" -> pixelsPerCentimetre();
            case "mm" -> pixelsPerCentimetre() / 10;
            case "in" -> pixelsPerCentimetre() * 2.54;
            case "pt" -> pixelsPerCentimetre() * 2.54 / 72.27;
            case "em" -> 16;
            case "ex" -> 8;
            default -> 1;
        };
    }

    /** How wide a centimetre is on the page; statements from Polygon say so in a macro. */
    private double pixelsPerCentimetre() {
        return macros.body("htmlPixelsInCm")
                .map(NUMBER::matcher)
                .filter(Matcher::matches)
                .map(number -> Math.clamp(Double.parseDouble(number.group(1)), 1, 1_000))
                .orElse(38.0);
    }

    /** A fraction of the text's width as a percentage. */
    static Optional<String> fraction(String number) {
        Matcher matcher = NUMBER.matcher(number);
        return matcher.matches()
                ? Optional.of(Math.clamp(Math.round(100 * Double.parseDouble(matcher.group(1))), 1, 100) + "%")
                : Optional.empty();
    }

    static String style(Optional<String> width) {
        return width.map(w -> " style=\"width: " + w + "\"").orElse("");
    }
}
