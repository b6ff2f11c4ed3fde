package org.codearena.runner;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongUnaryOperator;
import org.codearena.contract.CompileReply;
import org.codearena.contract.CompileRequest;
import org.codearena.contract.Exit;
import org.codearena.contract.Limits;
import org.codearena.contract.RunRequest;
import org.codearena.contract.SourceFile;
import org.codearena.contract.Step;
import org.codearena.contract.TestReply;
import org.codearena.contract.TestRequest;
import org.codearena.contract.ValidatorRequest;

/**
 * What a run costs: a static C program that does nothing, started bare by a small C program and run through the whole
 * API, in turns, so that both meet the same load; what a test with a validator costs beside a run; and how fast much
 * output comes through. Prints a table.
 *
 * <p>After {@code mvn package}: {@code java -cp 'target/test-classes:target/classes:target/lib/*'
 * org.codearena.runner.LatencyMain [ROUNDS]} in this directory.
 */
final class LatencyMain {
    private static final int WARM_UP = 300;
    private static final int MIB = 1 << 20;
    private static final Limits LIMITS = Limits.DEFAULT.withCpuTimeMs(20_000).withOutputBytes(1 << 30);

    private LatencyMain() {}

    public static void main(String[] arguments) throws Exception {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000;
        Path directory = Files.createTempDirectory("latency");
        Options options = Sandbox.options(directory, Sandbox.BOX, "--slots", "1");
        try (Runner runner = Runner.start(options);
                Client client = new Client(options.listen())) {
            System.out.println("mode " + runner.mode() + ", " + rounds + " rounds, interleaved; microseconds");
            measureStarts(client, options, rounds);
            measureTests(client, rounds);
            measureOutput(client);
        }
    }

    private static void measureStarts(Client client, Options options, int rounds) throws Exception {
        String program = compile(client, "gcc -static -O2 -o /out/nothing a.c", "int main(void) { return 0; }");
        String spawner = compile(client, "gcc -O2 -o /out/spawn a.c", resource("/bench/spawn.c"));
        Path programs = options.data().resolve("programs");
        long[] bare = new long[rounds];
        long[] box = new long[rounds];
        long[] api = new long[rounds];
        long[] line = new long[rounds];
        String prints = compile(
                client,
                "gcc -static -O2 -o /out/line a.c",
                "int puts(const char *);int main(void){return puts(\"1\") < 0;}");
        RunRequest request = new RunRequest(Step.of("/box/nothing"), Optional.empty(), LIMITS);
        try (Spawner spawn = new Spawner(
                programs.resolve(spawner).resolve("spawn"),
                programs.resolve(program).resolve("nothing"))) {
            for (int i = -WARM_UP; i < rounds; i++) {
                int at = Math.max(0, i);
                bare[at] = spawn.once();
                long start = System.nanoTime();
                box[at] = client.run(program, request).report().wallMicros();
                api[at] = (System.nanoTime() - start) / 1_000;
                line[at] = printing(client, prints);
            }
        }
        row("bare fork+exec+wait", bare);
        row("in the box, by its report", box);
        row("through the API", api);
        row("the same, printing a line", line);
        System.out.printf("%-28s %8d%n", "added, of the medians", percentile(api, 50) - percentile(bare, 50));
    }

    private static void measureTests(Client client, int rounds) throws IOException {
        String program = compile(client, "gcc -static -O2 -o /out/nothing a.c", "int main(void) { return 0; }");
        String validator = compile(client, "gcc -static -O2 -o /out/accepts a.c", "int main(void) { return 42; }");
        RunRequest run = new RunRequest(Step.of("/box/nothing"), Optional.empty(), LIMITS);
        ValidatorRequest accepts =
                new ValidatorRequest(validator, Step.of("/box/accepts"), Map.of(), List.of(), LIMITS, 1 << 20);
        long[] plain = new long[rounds];
        long[] inTurn = new long[rounds];
        long[] together = new long[rounds];
        for (int i = -WARM_UP; i < rounds; i++) {
            int at = Math.max(0, i);
            long start = System.nanoTime();
            client.run(program, run).report();
            plain[at] = (System.nanoTime() - start) / 1_000;
            inTurn[at] = testing(client, program, new TestRequest(run, accepts, false));
            together[at] = testing(client, program, new TestRequest(run, accepts, true));
        }
        row("a run", plain);
        row("a test, validator after it", inTurn);
        row("an interactive test", together);
    }

    private static long testing(Client client, String program, TestRequest request) throws IOException {
        long start = System.nanoTime();
        TestReply reply =
                client.post("/programs/" + program + "/tests", request).as(TestReply.class);
        if (!reply.validation().orElseThrow().report().exit().equals(new Exit.Code(42))) {
            throw new IOException("the validator: " + reply);
        }
        return (System.nanoTime() - start) / 1_000;
    }

    private static long printing(Client client, String program) throws IOException {
        long start = System.nanoTime();
        String output = client.run(program, new RunRequest(Step.of("/box/line"), Optional.empty(), LIMITS))
                .output();
        if (!output.equals("1\n")) {
            throw new IOException("printed " + output);
        }
        return (System.nanoTime() - start) / 1_000;
    }

    private static void measureOutput(Client client) throws IOException {
        String program = client.program(SourceFile.of("a", ""));
        for (int mebibytes : new int[] {1, 64, 256}) {
            String script = "exec head -c " + (long) mebibytes * MIB + " /dev/zero";
            long[] micros = new long[5];
            for (int i = 0; i < micros.length; i++) {
                long start = System.nanoTime();
                RunRequest request = new RunRequest(Step.of("sh", "-c", script), Optional.empty(), LIMITS);
                long bytes = client.run(program, request).report().outputBytes();
                micros[i] = (System.nanoTime() - start) / 1_000;
                if (bytes != (long) mebibytes * MIB) {
                    throw new IOException("only " + bytes + " bytes came");
                }
            }
            LongUnaryOperator rate = time -> (long) mebibytes * 1_000_000 / time;
            System.out.printf(
                    "%-28s %8d MiB/s%n", mebibytes + " MiB of output", rate.applyAsLong(percentile(micros, 50)));
        }
    }

    private static String compile(Client client, String script, String source) throws IOException {
        CompileRequest request = Client.compileRequest(script, LIMITS, SourceFile.of("a.c", source));
        CompileReply reply = client.post("/programs", request).as(CompileReply.class);
        return reply.program().orElseThrow(() -> new IllegalStateException(reply.output()));
    }

    private static String resource(String name) throws IOException {
        try (var content = LatencyMain.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(content).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void row(String name, long[] micros) {
        System.out.printf(
                "%-28s p10 %6d  p50 %6d  p90 %6d  p99 %6d%n",
                name, percentile(micros, 10), percentile(micros, 50), percentile(micros, 90), percentile(micros, 99));
    }

    private static long percentile(long[] values, int percent) {
        long[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)];
    }

    /** The C program beside, which starts the other one. */
    private static final class Spawner implements AutoCloseable {
        private final Process process;
        private final OutputStream in;
        private final BufferedReader out;

        Spawner(Path spawner, Path program) throws IOException {
            process = new ProcessBuilder(List.of(spawner.toString(), program.toString())).start();
            in = process.getOutputStream();
            out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        }

        long once() throws IOException {
            in.write('\n');
            in.flush();
            return Long.parseLong(out.readLine());
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
