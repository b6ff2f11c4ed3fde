package org.codearena.server.problem.statement;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One statement in the making: what it has complained about, which samples it has shown. Samples are marked in the text by
 * characters of Unicode's private use, which no statement may hold, and put in after the policy, because what they hold is
 * escaped here and must be shown to the last blank.
 */
final class Draft {
    private static final char MARK = '\uE000';
    private static final char MARK_END = '\uE001';
    private static final Pattern MARKED = Pattern.compile("(?:<p>\\s*)?\uE000(\\d+)\uE001(?:\\s*</p>)?");
    private static final int SHOWN_OF_A_SAMPLE = 4 << 10;
    private static final int MOST_REMARKS = 50;

    private final StatementContext context;
    private final Set<String> errors = new LinkedHashSet<>();
    private final Set<String> warnings = new LinkedHashSet<>();
    private int samplesShown;

    Draft(StatementContext context) {
        this.context = context;
    }

    static String withoutMarks(String text) {
        return text.replace(MARK, '\uFFFD').replace(MARK_END, '\uFFFD');
    }

    StatementContext context() {
        return context;
    }

    void error(String text) {
        errors.add(text);
    }

    void warn(String text) {
        if (warnings.size() < MOST_REMARKS) {
            warnings.add(text);
        }
    }

    /** A mark for the next sample. */
    String nextSample() {
        if (samplesShown == context.samples().size()) {
            error("asks for sample " + (samplesShown + 1) + ", but there are "
                    + context.samples().size());
            return "";
        }
        return MARK + String.valueOf(samplesShown++) + MARK_END;
    }

    /** A mark for each sample that has none yet. */
    List<String> remainingSamples() {
        List<String> marks = new ArrayList<>();
        while (samplesShown < context.samples().size()) {
            marks.add(nextSample());
        }
        return marks;
    }

    Statement finish(String html, Optional<String> title) {
        String safe = new StatementPolicy(context, this::warn).sanitize(html);
        Matcher marks = MARKED.matcher(safe);
        String shown = marks.replaceAll(mark -> Matcher.quoteReplacement(sample(Integer.parseInt(mark.group(1)))));
        return new Statement(shown.strip(), title, List.copyOf(errors), List.copyOf(warnings));
    }

    private String sample(int index) {
        StatementContext.Sample sample = context.samples().get(index);
        int number = index + 1;
        if (sample.interaction().isPresent()) {
            return "<div class=\"sample\"><p>Sample interaction " + number + "</p><pre>"
                    + shown(sample.interaction().get()) + "</pre></div>";
        }
        return "<div class=\"sample\"><p>Sample input " + number + "</p><pre>" + shown(sample.input())
                + "</pre><p>Sample output " + number + "</p><pre>" + shown(sample.answer()) + "</pre></div>";
    }

    private static String shown(String text) {
        boolean whole = text.length() <= SHOWN_OF_A_SAMPLE;
        return Html.escape(whole ? text : text.substring(0, SHOWN_OF_A_SAMPLE) + "…");
    }
}
