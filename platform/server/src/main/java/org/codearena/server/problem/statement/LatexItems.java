package org.codearena.server.problem.statement;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The items of a list, told from those of the lists inside it. */
final class LatexItems {
    /** One item: what stands in brackets behind {@code \item}, and what follows, as source. */
    record Item(Optional<String> label, String source) {}

    private final List<Item> items = new ArrayList<>();
    private final StringBuilder source = new StringBuilder();
    private Optional<String> label = Optional.empty();
    private boolean begun;
    private int depth;

    private LatexItems() {}

    static List<Item> split(String body) {
        LatexItems list = new LatexItems();
        LatexScanner in = new LatexScanner(body);
        while (!in.atEnd()) {
            list.step(in);
        }
        list.end();
        return list.items;
    }

    private void step(LatexScanner in) {
        char next = in.next();
        if (next == '%') {
            in.skipComment();
            source.append("%\n");
            return;
        }
        if (next != '\\') {
            source.append(next);
            return;
        }
        String name = in.command();
        if (name.equals("item") && depth == 0) {
            end();
            begun = true;
            label = in.option();
            return;
        }
        depth += name.equals("begin") ? 1 : name.equals("end") ? -1 : 0;
        source.append('\\').append(name);
    }

    private void end() {
        if (begun) {
            items.add(new Item(label, source.toString()));
        }
        source.setLength(0);
    }
}
