package org.codearena.server.problem.statement;

import java.util.Set;
import org.commonmark.node.Node;
import org.commonmark.parser.beta.InlineContentParser;
import org.commonmark.parser.beta.InlineContentParserFactory;
import org.commonmark.parser.beta.InlineParserState;
import org.commonmark.parser.beta.ParsedInline;
import org.commonmark.parser.beta.Position;
import org.commonmark.parser.beta.Scanner;

/**
 * Formulas between dollars, read before emphasis and escapes are. As in Pandoc, a single dollar opens a formula only before
 * something that is not a blank, and closes it only behind such and not before a digit: "$5 and $6" stays two prices.
 */
final class MathInlineParser implements InlineContentParser {

    static final class Factory implements InlineContentParserFactory {
        @Override
        public Set<Character> getTriggerCharacters() {
            return Set.of('$');
        }

        @Override
        public InlineContentParser create() {
            return new MathInlineParser();
        }
    }

    /** Where looking for a closing mark has failed once it fails for every later opening as well. */
    private boolean noSingle;

    private boolean noDouble;

    @Override
    public ParsedInline tryParse(InlineParserState state) {
        Scanner scanner = state.scanner();
        scanner.next();
        return scanner.next('$') ? display(scanner) : inline(scanner);
    }

    private ParsedInline display(Scanner scanner) {
        Position start = scanner.position();
        while (!noDouble && scanner.hasNext()) {
            Position end = scanner.position();
            if (scanner.next("$$")) {
                return parsed(new MathNodes.Display(source(scanner, start, end).strip()), scanner);
            }
            skipOne(scanner);
        }
        noDouble = true;
        return ParsedInline.none();
    }

    private ParsedInline inline(Scanner scanner) {
        if (!scanner.hasNext() || Character.isWhitespace(scanner.peek())) {
            return ParsedInline.none();
        }
        Position start = scanner.position();
        while (!noSingle && scanner.hasNext()) {
            Position end = scanner.position();
            boolean afterBlank = Character.isWhitespace(scanner.peekPreviousCodePoint());
            if (scanner.next('$')) {
                return afterBlank || Character.isDigit(scanner.peek())
                        ? ParsedInline.none()
                        : parsed(new MathNodes.Inline(source(scanner, start, end)), scanner);
            }
            skipOne(scanner);
        }
        noSingle = true;
        return ParsedInline.none();
    }

    private static void skipOne(Scanner scanner) {
        if (scanner.next('\\') && !scanner.hasNext()) {
            return;
        }
        scanner.next();
    }

    private static String source(Scanner scanner, Position start, Position end) {
        return scanner.getSource(start, end).getContent();
    }

    private static ParsedInline parsed(Node math, Scanner scanner) {
        return ParsedInline.of(math, scanner.position());
    }
}
