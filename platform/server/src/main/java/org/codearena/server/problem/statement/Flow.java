package org.codearena.server.problem.statement;

import java.util.ArrayList;
import java.util.List;

/**
 * Running text in the making: paragraphs, the blocks between them, and the marks such as bold that are open. What is open
 * when a paragraph ends is closed with it and opened again in the next one. Not thread-safe.
 */
final class Flow {
    private record Tag(String name, String attributes) {
        String opening() {
            return "<" + name + attributes + ">";
        }

        String closing() {
            return "</" + name + ">";
        }
    }

    private final StringBuilder done = new StringBuilder();
    private final StringBuilder paragraph = new StringBuilder();
    private final List<Tag> open = new ArrayList<>();
    private boolean visible;
    private boolean tight = true;

    /** Adds text that is HTML already. */
    void text(String html) {
        visible |= !html.isBlank();
        paragraph.append(html);
    }

    int mark() {
        return open.size();
    }

    void open(String name, String attributes) {
        Tag tag = new Tag(name, attributes);
        open.add(tag);
        paragraph.append(tag.opening());
    }

    /** Closes everything that was opened since. */
    void closeTo(int mark) {
        while (open.size() > mark) {
            paragraph.append(open.removeLast().closing());
        }
    }

    void endParagraph() {
        if (visible) {
            done.append("<p>").append(trimmed());
            open.reversed().forEach(tag -> done.append(tag.closing()));
            done.append("</p>\n");
            tight = false;
        }
        paragraph.setLength(0);
        open.forEach(tag -> paragraph.append(tag.opening()));
        visible = false;
    }

    void block(String html) {
        endParagraph();
        done.append(html).append('\n');
        tight = false;
    }

    String finish() {
        endParagraph();
        return done.toString();
    }

    /** The text without a paragraph around it, when it is no more than one. */
    String finishTight() {
        closeTo(0);
        return tight ? trimmed() : finish();
    }

    private String trimmed() {
        return paragraph.toString().strip();
    }
}
