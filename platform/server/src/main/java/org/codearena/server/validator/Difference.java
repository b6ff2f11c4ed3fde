package org.codearena.server.validator;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * The first difference between an output and its answer. The place is taken when the difference is found, the tokens when
 * they are complete.
 *
 * @param where the place, in words
 * @param what what differs, for a judge
 * @param team what differs, for everybody
 */
record Difference(String where, Text what, String team) {

    @FunctionalInterface
    interface Text {
        String of(Token expected, Token given);
    }

    static Difference ofTokens(Place place, Token token) {
        String from = token.fillsMessage() ? ", which differ from their byte " + (token.length() + 1) + " on" : "";
        return new Difference(
                place.ofToken(token),
                (expected, given) -> "expected " + expected + ", got " + given + from,
                "a token is not the expected one");
    }

    static Difference notANumber(Place place, Token token) {
        return new Difference(
                place.ofToken(token),
                (expected, given) -> "expected the number " + expected + ", got " + given
                        + ", which is not a decimal number of at most " + DecimalNumber.LONGEST + " characters",
                "a token is not a decimal number where one is expected");
    }

    static Difference ofNumbers(
            Place place, Token token, DecimalNumber number, DecimalNumber answer, Tolerance tolerance) {
        BigDecimal off = number.exact().subtract(answer.exact()).abs().round(new MathContext(3));
        return new Difference(
                place.ofToken(token),
                (expected, given) ->
                        "expected the number " + expected + ", got " + given + ", off by " + off + " with " + tolerance,
                "a number is off by more than the tolerance");
    }

    static Difference trailing(Place place) {
        return new Difference(
                place.here(),
                (_, given) -> "expected the end of the output, got " + given,
                "the output goes on where its end is expected");
    }

    static Difference endsEarly(Place place) {
        String after = "the end of the output after " + place.token() + " tokens";
        return new Difference(
                place.here(),
                (expected, _) -> "expected " + expected + ", got " + after,
                place.token() == 0 ? "the output is empty" : "the output ends too early");
    }

    static Difference ofSpace(Place place, String found, String wanted) {
        return new Difference(
                place.here(),
                (_, _) -> "expected " + wanted + ", got " + found,
                "the whitespace is not the expected one");
    }

    Outcome outcome(Token given, Token expected) {
        return new Outcome.WrongAnswer(where + ": " + what.of(expected, given), team);
    }
}
