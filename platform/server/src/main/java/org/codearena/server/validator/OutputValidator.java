package org.codearena.server.validator;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Compares an output, given in pieces as it arrives, with the answer, read as needed; both in one pass and in bounded
 * memory, however long a token or a run of whitespace is. How the output is cut into pieces changes nothing, not even the
 * message.
 *
 * <p>How it works. As long as both sides stand at the same point, equal bytes mean the same in every mode, so whole blocks
 * are skipped at the speed of a memory compare. Only where a byte differs the mode matters: between tokens each side skips
 * its own whitespace; inside a token letters may differ in case, or, with a tolerance and a number in the answer, both
 * tokens are completed and compared as numbers. Then the lockstep goes on.
 *
 * <p>For one output, by one thread. The answer's stream stays its giver's to close.
 */
public final class OutputValidator {
    private static final int BUFFER_BYTES = 64 << 10;

    private enum State {
        /** Between tokens, or inside one that is equal up to here. */
        COMPARING,
        /** The answer's token is a number and has been read; the output's is being collected. */
        COLLECTING_NUMBER,
        /** The output is wrong; its token is completed for the message. */
        COLLECTING_EXCERPT,
        DECIDED
    }

    private final ValidatorFlags flags;
    private final Tolerance tolerance;
    private final AnswerReader answer;
    private final Place place = new Place();
    private final Token token;
    private final Token answerToken;
    private final DecimalNumber number = new DecimalNumber();
    private final DecimalNumber answerNumber = new DecimalNumber();

    private State state = State.COMPARING;
    private @Nullable Difference difference;

    /** Whether the answer's current token has been tried as a number, so that a further difference needs no second try. */
    private boolean triedAsNumber;

    public OutputValidator(ValidatorFlags flags, InputStream answer) {
        this(flags, answer, BUFFER_BYTES);
    }

    /** With a buffer of this size for the answer, which must hold the longest number and one byte more. */
    OutputValidator(ValidatorFlags flags, InputStream answer, int bufferBytes) {
        this.flags = flags;
        this.tolerance = new Tolerance(flags);
        this.answer = new AnswerReader(answer, bufferBytes);
        int kept = flags.comparesNumbers() ? DecimalNumber.LONGEST : Token.SHOWN;
        this.token = new Token(kept);
        this.answerToken = new Token(kept);
    }

    /**
     * Takes the next piece of the output. What comes once it is {@link #decided()} is ignored.
     *
     * @throws IOException when the answer cannot be read
     */
    public void accept(byte[] chunk, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, chunk.length);
        int end = offset + length;
        int at = offset;
        while (at < end && state != State.DECIDED) {
            at = switch (state) {
                case COMPARING -> compare(chunk, at, end);
                case COLLECTING_NUMBER -> collectNumber(chunk, at, end);
                case COLLECTING_EXCERPT -> collectExcerpt(chunk, at, end);
                case DECIDED -> end;
            };
        }
    }

    /** Whether the output is wrong whatever may still come. That it is right is known only at its end. */
    public boolean decided() {
        return state == State.DECIDED;
    }

    /**
     * The output has ended, or is not looked at any further because it is decided.
     *
     * @throws IOException when the answer cannot be read
     */
    public Outcome finish() throws IOException {
        if (state == State.COLLECTING_NUMBER) {
            compareNumbers();
        }
        if (state == State.COMPARING && place.insideToken()) {
            endToken();
        }
        if (state == State.COMPARING) {
            endOutput();
        }
        state = State.DECIDED;
        return difference == null ? new Outcome.Accepted() : difference.outcome(token, answerToken);
    }

    private int compare(byte[] chunk, int at, int end) throws IOException {
        int equal = answer.equalBytes(chunk, at, end);
        if (equal > 0) {
            answer.skip(equal);
            int last = pass(chunk, at, at + equal);
            answerToken.append(chunk, last, at + equal);
            return at + equal;
        }
        return place.insideToken() ? differInToken(chunk, at, end) : differBetweenTokens(chunk, at, end);
    }

    /** Moves on over bytes of the output; answers where its current token begins among them, or {@code from}. */
    private int pass(byte[] chunk, int from, int to) {
        boolean wasInside = place.insideToken();
        int begin = place.pass(chunk, from, to);
        if (begin > from || !wasInside) {
            beginToken();
        }
        token.append(chunk, begin, to);
        return begin;
    }

    private void beginToken() {
        token.clear();
        answerToken.clear();
        triedAsNumber = false;
    }

    private int differBetweenTokens(byte[] chunk, int at, int end) throws IOException {
        boolean space = Ascii.isSpace(chunk[at]);
        boolean answerSpace = answer.atSpace();
        if (flags.spaceChangeSensitive() && (space || answerSpace)) {
            return wrong(Difference.ofSpace(place, Ascii.name(chunk[at]), answer.nextName()), at);
        }
        if (space) {
            return skipSpace(chunk, at, end);
        }
        if (answerSpace) {
            answer.skipSpace();
            return at;
        }
        beginToken();
        place.beginToken();
        return answer.atEnd() ? wrongToken(Difference.trailing(place), at) : differInToken(chunk, at, end);
    }

    private int skipSpace(byte[] chunk, int at, int end) {
        int to = Ascii.endOfSpace(chunk, at, end);
        pass(chunk, at, to);
        return to;
    }

    /** The next bytes differ, or the answer has ended, and at least one of the two stands inside a token. */
    private int differInToken(byte[] chunk, int at, int end) throws IOException {
        if (answerIsNumber()) {
            state = State.COLLECTING_NUMBER;
            return at;
        }
        int equal = answer.equalUpToCase(chunk, at, flags.caseSensitive() ? at : end);
        if (equal > 0) {
            pass(chunk, at, at + equal);
            answer.take(equal, answerToken);
            return at + equal;
        }
        if (!Ascii.isSpace(chunk[at]) || !answer.atTokenEnd()) {
            return wrongToken(Difference.ofTokens(place, token), at);
        }
        if (flags.spaceChangeSensitive()) {
            return wrong(Difference.ofSpace(place, Ascii.name(chunk[at]), answer.nextName()), at);
        }
        return skipSpace(chunk, at, end);
    }

    /** Whether the answer's token, of which a beginning may have been passed, is compared as a number. If so it is read. */
    private boolean answerIsNumber() throws IOException {
        if (!flags.comparesNumbers() || triedAsNumber) {
            return false;
        }
        triedAsNumber = true;
        long most = DecimalNumber.LONGEST - answerToken.length();
        int rest = answer.restOfToken(most);
        if (rest > most) {
            return false;
        }
        return answer.completesNumber(rest, answerToken, answerNumber);
    }

    private int collectNumber(byte[] chunk, int at, int end) throws IOException {
        int to = Ascii.endOfToken(chunk, at, end);
        pass(chunk, at, to);
        if (to < end) {
            compareNumbers();
        }
        return to;
    }

    private void compareNumbers() {
        state = State.COMPARING;
        if (!token.isNumber(number)) {
            wrong(Difference.notANumber(place, token), 0);
        } else if (!tolerance.accepts(number, answerNumber)) {
            wrong(Difference.ofNumbers(place, token, number, answerNumber, tolerance), 0);
        }
    }

    private int collectExcerpt(byte[] chunk, int at, int end) {
        int to = Ascii.endOfToken(chunk, at, end);
        token.append(chunk, at, to);
        if (to < end || token.fillsMessage()) {
            state = State.DECIDED;
        }
        return to;
    }

    /** The output ended inside a token that is equal so far. */
    private void endToken() throws IOException {
        if (answer.atTokenEnd()) {
            return;
        }
        if (answerIsNumber()) {
            compareNumbers();
        } else {
            wrongToken(Difference.ofTokens(place, token), 0);
        }
    }

    private void endOutput() throws IOException {
        if (flags.spaceChangeSensitive() && answer.atSpace()) {
            wrong(Difference.ofSpace(place, Ascii.END, answer.nextName()), 0);
            return;
        }
        answer.skipSpace();
        if (!answer.atEnd()) {
            beginToken();
            wrongToken(Difference.endsEarly(place), 0);
        }
    }

    private int wrong(Difference found, int at) {
        difference = found;
        state = State.DECIDED;
        return at;
    }

    /** As {@link #wrong}, but decided only once both tokens are complete as far as a message shows them. */
    private int wrongToken(Difference found, int at) throws IOException {
        difference = found;
        state = token.fillsMessage() ? State.DECIDED : State.COLLECTING_EXCERPT;
        answer.take(answer.restOfToken(Token.SHOWN), answerToken);
        return at;
    }
}
