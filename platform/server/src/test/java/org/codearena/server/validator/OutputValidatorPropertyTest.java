package org.codearena.server.validator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Holds the validator against a second reading of the specification, on texts that are alike enough to be interesting. */
final class OutputValidatorPropertyTest {

    /** An answer and an output made from it by a few small changes. */
    record Pair(String answer, String output) {}

    @Property(tries = 20_000)
    void agreesWithTheSlowReading(@ForAll("pairs") Pair pair, @ForAll("flags") ValidatorFlags flags, @ForAll long seed)
            throws IOException {
        boolean expected = slow(flags).accepts(bytes(pair.answer()), bytes(pair.output()));
        assertEquals(expected, whole(flags, pair).accepted(), () -> flags + " " + pair);
        assertEquals(expected, inPieces(flags, pair, new Random(seed)).accepted(), () -> flags + " in pieces " + pair);
    }

    /** Texts far longer than the answer's buffer, so that tokens and whitespace lie across its ends. */
    @Property(tries = 500)
    void agreesWithTheSlowReadingAcrossBuffers(@ForAll("flags") ValidatorFlags flags, @ForAll long seed)
            throws IOException {
        Random random = new Random(seed);
        StringBuilder answer = new StringBuilder();
        StringBuilder output = new StringBuilder();
        while (answer.length() < 5 * DecimalNumber.LONGEST) {
            String token = random.nextInt(20) == 0
                    ? "1." + "0".repeat(random.nextInt(DecimalNumber.LONGEST))
                    : List.of("1.50", "abc", "-2e0").get(random.nextInt(3));
            String space = " \n\t".substring(random.nextInt(3)).repeat(1 + random.nextInt(50));
            answer.append(token).append(space);
            output.append(random.nextInt(3_000) == 0 ? "x" : "")
                    .append(variant(token, random))
                    .append(space);
        }
        Pair pair = new Pair(answer.toString(), output.toString());
        boolean expected = slow(flags).accepts(bytes(pair.answer()), bytes(pair.output()));
        var validator = new OutputValidator(
                flags, new ByteArrayInputStream(bytes(pair.answer())), DecimalNumber.LONGEST + 1 + random.nextInt(64));
        byte[] given = bytes(pair.output());
        for (int at = 0; at < given.length; at += 777) {
            validator.accept(given, at, Math.min(777, given.length - at));
        }
        assertEquals(expected, validator.finish().accepted(), () -> flags + " seed " + seed);
    }

    /** The same token as another program might print it, where the flags allow that. */
    private static String variant(String token, Random random) {
        return switch (random.nextInt(3)) {
            case 0 -> token;
            case 1 -> token.equals("1.50") ? "1.5" : swapCase(token);
            default -> token.equals("-2e0") ? "-2.0" : token;
        };
    }

    @Property
    void howTheOutputIsCutChangesNotEvenTheMessage(
            @ForAll("pairs") Pair pair, @ForAll("flags") ValidatorFlags flags, @ForAll long seed) throws IOException {
        assertEquals(whole(flags, pair), inPieces(flags, pair, new Random(seed)), () -> flags + " " + pair);
    }

    @Property
    void everyOutputIsItsOwnAnswer(@ForAll byte[] output, @ForAll("flags") ValidatorFlags flags) throws IOException {
        OutputValidator validator = new OutputValidator(flags, new ByteArrayInputStream(output));
        validator.accept(output, 0, output.length);
        assertEquals(new Outcome.Accepted(), validator.finish());
    }

    @Property
    void messagesArePlainText(@ForAll byte[] answer, @ForAll byte[] output, @ForAll("flags") ValidatorFlags flags)
            throws IOException {
        OutputValidator validator = new OutputValidator(flags, new ByteArrayInputStream(answer));
        validator.accept(output, 0, output.length);
        if (validator.finish() instanceof Outcome.WrongAnswer(String judge, String team)) {
            assertEquals("", (judge + team).replaceAll("[ -~…]", ""));
        }
    }

    @Provide
    Arbitrary<Pair> pairs() {
        Arbitrary<List<String>> pieces = pieces().list().ofMaxSize(12);
        Arbitrary<Integer> changes = Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(3, Arbitraries.just(0)),
                net.jqwik.api.Tuple.of(5, Arbitraries.integers().between(1, 4)));
        return Combinators.combine(pieces, changes, Arbitraries.longs()).as(OutputValidatorPropertyTest::pair);
    }

    private static Arbitrary<String> pieces() {
        return Arbitraries.oneOf(
                Arbitraries.of(" ", "\n", "\t", "\r\n", "  ", "\f", "\u000b", "\n\n"),
                Arbitraries.of("1", "1.0", "0.99", "1e0", "10e-1", "-1", "+1", ".5", "5.", "1e400", "0", "-0", "1.1"),
                Arbitraries.of(
                        "a", "A", "Hello", "hELLO", "nan", "inf", "0x1", "1\0", "\0", "é", "É", "{", "[", "@", "`"));
    }

    private static Pair pair(List<String> pieces, int changes, long seed) {
        Random random = new Random(seed);
        List<String> changed = new ArrayList<>(pieces);
        for (int i = 0; i < changes; i++) {
            String piece = pieces().generator(10).next(random).value();
            int at = random.nextInt(changed.size() + 1);
            switch (random.nextInt(4)) {
                case 0 -> changed.add(at, piece);
                case 1 ->
                    changed.subList(Math.min(at, Math.max(changed.size() - 1, 0)), at)
                            .clear();
                case 2 -> changed.replaceAll(p -> random.nextInt(4) == 0 ? swapCase(p) : p);
                default -> changed.replaceAll(p -> random.nextInt(4) == 0 && p.isBlank() ? p + piece : p);
            }
        }
        return new Pair(String.join("", pieces), String.join("", changed));
    }

    private static String swapCase(String text) {
        StringBuilder swapped = new StringBuilder();
        text.chars()
                .forEach(c -> swapped.append(
                        (char) (Character.isUpperCase(c) ? Character.toLowerCase(c) : Character.toUpperCase(c))));
        return swapped.toString();
    }

    @Provide
    Arbitrary<ValidatorFlags> flags() {
        Arbitrary<Boolean> flag = Arbitraries.of(true, false);
        Arbitrary<Optional<BigDecimal>> tolerance = Arbitraries.of("", "", "0", "0.01", "0.1", "2")
                .map(t -> t.isEmpty() ? Optional.empty() : Optional.of(new BigDecimal(t)));
        return Combinators.combine(flag, flag, tolerance, tolerance).as(ValidatorFlags::new);
    }

    private static SlowValidator slow(ValidatorFlags flags) {
        return new SlowValidator(
                flags.caseSensitive(),
                flags.spaceChangeSensitive(),
                flags.relativeTolerance(),
                flags.absoluteTolerance());
    }

    private static Outcome whole(ValidatorFlags flags, Pair pair) throws IOException {
        OutputValidator validator = new OutputValidator(flags, new ByteArrayInputStream(bytes(pair.answer())));
        byte[] output = bytes(pair.output());
        validator.accept(output, 0, output.length);
        return validator.finish();
    }

    private static Outcome inPieces(ValidatorFlags flags, Pair pair, Random random) throws IOException {
        OutputValidator validator =
                new OutputValidator(flags, new Dripping(bytes(pair.answer()), new Random(random.nextLong())));
        byte[] output = bytes(pair.output());
        int at = 0;
        while (at < output.length && !validator.decided()) {
            int length = Math.min(random.nextInt(4), output.length - at);
            validator.accept(output, at, length);
            at += length;
        }
        return validator.finish();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** A stream that gives a few bytes at a time, as a pipe may. */
    private static final class Dripping extends ByteArrayInputStream {
        private final Random random;

        Dripping(byte[] bytes, Random random) {
            super(bytes);
            this.random = random;
        }

        @Override
        public synchronized int read(byte[] target, int offset, int length) {
            return super.read(target, offset, Math.min(length, 1 + random.nextInt(3)));
        }
    }
}
