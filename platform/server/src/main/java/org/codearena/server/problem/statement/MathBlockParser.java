package org.codearena.server.problem.statement;

import org.commonmark.node.Block;
import org.commonmark.parser.SourceLine;
import org.commonmark.parser.block.AbstractBlockParser;
import org.commonmark.parser.block.AbstractBlockParserFactory;
import org.commonmark.parser.block.BlockContinue;
import org.commonmark.parser.block.BlockStart;
import org.commonmark.parser.block.MatchedBlockParser;
import org.commonmark.parser.block.ParserState;

/** A formula that begins a line with two dollars and ends one with two, whatever the lines between look like. */
final class MathBlockParser extends AbstractBlockParser {
    private static final String MARK = "$$";

    static final class Factory extends AbstractBlockParserFactory {
        @Override
        public BlockStart tryStart(ParserState state, MatchedBlockParser matched) {
            CharSequence line = state.getLine().getContent();
            String rest = line.subSequence(state.getNextNonSpaceIndex(), line.length())
                    .toString();
            if (state.getIndent() >= 4 || !rest.startsWith(MARK)) {
                return BlockStart.none();
            }
            int end = rest.indexOf(MARK, MARK.length());
            if (end >= 0 && !rest.substring(end + MARK.length()).isBlank()) {
                return BlockStart.none();
            }
            return BlockStart.of(new MathBlockParser()).atIndex(state.getNextNonSpaceIndex() + MARK.length());
        }
    }

    private final MathNodes.DisplayBlock block = new MathNodes.DisplayBlock();
    private final StringBuilder source = new StringBuilder();
    private boolean ended;

    @Override
    public Block getBlock() {
        return block;
    }

    @Override
    public BlockContinue tryContinue(ParserState state) {
        return ended ? BlockContinue.none() : BlockContinue.atIndex(state.getIndex());
    }

    @Override
    public void addLine(SourceLine line) {
        String text = line.getContent().toString();
        int end = text.indexOf(MARK);
        ended = end >= 0;
        source.append(ended ? text.substring(0, end) : text).append('\n');
    }

    @Override
    public void closeBlock() {
        block.end(source.toString().strip(), ended);
    }
}
