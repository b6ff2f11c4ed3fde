package org.codearena.server.validator;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

/**
 * How fast outputs are compared, in megabytes (10^6 bytes) of output per second, against a bare byte compare of the same
 * streams in the same run, interleaved. The common case is an output equal to the answer; the others differ in every line.
 */
public final class ValidatorBenchmark {
    private static final int SIZE = 32 << 20;
    private static final int CHUNK = 64 << 10;
    private static final int ROUNDS = 15;

    /** One figure: the median over all rounds. */
    public record Figure(String name, double mbPerS, double bareMbPerS, int rounds) {
        @Override
        public String toString() {
            return "%s %.0f MB/s (bare compare %.0f MB/s, %d rounds)".formatted(name, mbPerS, bareMbPerS, rounds);
        }
    }

    private ValidatorBenchmark() {}

    public static void main(String[] arguments) throws IOException {
        String text = integers();
        System.out.println(measure("validator.mb_per_s", ValidatorFlags.NONE, text, text));
        System.out.println(measure("validator.crlf.mb_per_s", ValidatorFlags.NONE, text, text.replace("\n", "\r\n")));
        ValidatorFlags tolerance = ValidatorFlags.parse(java.util.List.of("float_tolerance", "1e-6"));
        System.out.println(measure("validator.floats.mb_per_s", tolerance, text, text.replace("\n", ".0\n")));
    }

    /** The figure that has a goal: an output that is byte for byte the answer. */
    public static Figure measure() throws IOException {
        String text = integers();
        return measure("validator.mb_per_s", ValidatorFlags.NONE, text, text);
    }

    private static Figure measure(String name, ValidatorFlags flags, String answer, String output) throws IOException {
        byte[] answerBytes = answer.getBytes(StandardCharsets.US_ASCII);
        byte[] outputBytes = output.getBytes(StandardCharsets.US_ASCII);
        double[] validated = new double[ROUNDS];
        double[] bare = new double[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            validated[i] = outputBytes.length / validate(flags, answerBytes, outputBytes);
            bare[i] = answerBytes.length / compareBare(answerBytes);
        }
        return new Figure(name, median(validated) * 1e3, median(bare) * 1e3, ROUNDS);
    }

    private static double validate(ValidatorFlags flags, byte[] answer, byte[] output) throws IOException {
        long start = System.nanoTime();
        OutputValidator validator = new OutputValidator(flags, new ByteArrayInputStream(answer));
        byte[] chunk = new byte[CHUNK];
        for (int at = 0; at < output.length; at += CHUNK) {
            int length = Math.min(CHUNK, output.length - at);
            // The copy is what reading from a pipe costs at the least.
            System.arraycopy(output, at, chunk, 0, length);
            validator.accept(chunk, 0, length);
        }
        if (!validator.finish().accepted()) {
            throw new IllegalStateException("the benchmark's output is not accepted");
        }
        return System.nanoTime() - start;
    }

    private static double compareBare(byte[] bytes) throws IOException {
        long start = System.nanoTime();
        InputStream one = new ByteArrayInputStream(bytes);
        InputStream other = new ByteArrayInputStream(bytes);
        byte[] chunk = new byte[CHUNK];
        byte[] otherChunk = new byte[CHUNK];
        for (int got = one.read(chunk); got > 0; got = one.read(chunk)) {
            if (other.readNBytes(otherChunk, 0, got) != got || Arrays.mismatch(chunk, otherChunk) >= 0) {
                throw new IllegalStateException("the benchmark's streams differ");
            }
        }
        return System.nanoTime() - start;
    }

    private static String integers() {
        StringBuilder text = new StringBuilder(SIZE + 16);
        Random random = new Random(1);
        while (text.length() < SIZE) {
            text.append(random.nextInt(1_000_000_000)).append('\n');
        }
        return text.toString();
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
