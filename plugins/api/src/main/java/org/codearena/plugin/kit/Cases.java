package org.codearena.plugin.kit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.codearena.contract.Limit;
import org.codearena.contract.Limits;
import org.codearena.contract.SourceFile;
import org.codearena.plugin.Language;

/** The cases of a language: those that every language has, made of its programs, and what it promises beyond. */
final class Cases {
    private static final long MIB = 1 << 20;
    private static final int SHORT_MS = 500;
    private static final int LONG_MS = 60_000;
    private static final int MANY = 100_000;
    private static final Limits BRIEF = Limits.DEFAULT.withCpuTimeMs(1_000);
    private static final Limits PATIENT = Limits.DEFAULT.withCpuTimeMs(20_000);
    private static final String GREETING = "Hello, w\u00f6rld! \u4f60\u597d\n";

    private static final String LARGE = "0123456789abcde\n".repeat(1 << 18);

    private final Language language;
    private final ConformancePrograms conformance;

    private Cases(Language language, ConformancePrograms conformance) {
        this.language = language;
        this.conformance = conformance;
    }

    static List<Case> of(Language language, ConformancePrograms conformance) {
        Cases cases = new Cases(language, conformance);
        List<Case> all = new ArrayList<>();
        all.addAll(cases.ofThePlugin());
        all.addAll(cases.ordinary());
        all.addAll(cases.failing());
        all.addAll(cases.entryPoints());
        all.addAll(cases.oddSources());
        all.addAll(cases.hostile());
        all.addAll(conformance.promises());
        return all;
    }

    private List<Case> ofThePlugin() {
        return List.of(
                Case.of("self-test", language.selfTest().files())
                        .given(language.selfTest().input())
                        .prints(language.selfTest().output()),
                Case.of("starter code ends well", language.starterCode()));
    }

    private List<Case> ordinary() {
        String numbers = IntStream.rangeClosed(1, MANY).mapToObj(i -> i + "\n").collect(Collectors.joining());
        String bytes = "first\r\n\u00e9\u4e16\ud83d\ude00\t\u0000\u007f\n\nno line feed at the end";
        return List.of(
                play(Role.HELLO).prints(GREETING),
                play(Role.ECHO).given(bytes).prints(bytes),
                play(Role.ECHO, " of 4 MiB").given(LARGE).prints(LARGE),
                play(Role.ADD).given("3 4\n").prints("7\n"),
                play(Role.ADD, " within 64 MiB")
                        .given("-5 4")
                        .within(PATIENT.withMemoryBytes(64 * MIB))
                        .prints("-1\n"),
                play(Role.REVERSE).given("\u00dcber \ud83d\ude00\u4e16\n").prints("\u4e16\ud83d\ude00 reb\u00dc\n"),
                play(Role.COUNT).given(MANY + "\n").prints(numbers),
                play(Role.DEEP_RECURSION).given("20000\n").prints("20000\n"),
                play(Role.SEVERAL_FILES).prints("several files\n"));
    }

    private List<Case> failing() {
        Limits small = PATIENT.withMemoryBytes(64 * MIB);
        return List.of(
                play(Role.BUSY_LOOP)
                        .within(PATIENT.withCpuTimeMs(SHORT_MS).withWallTimeMs(LONG_MS))
                        .must(new Expected.OverLimit(Limit.CPU_TIME)),
                play(Role.SLEEP).within(PATIENT.withWallTimeMs(SHORT_MS)).must(new Expected.OverLimit(Limit.WALL_TIME)),
                play(Role.HEAP_HOG).within(small).must(new Expected.OverLimit(Limit.MEMORY)),
                play(Role.COUNT, " over the output limit")
                        .given("1000000000\n")
                        .within(PATIENT.withOutputBytes(MIB))
                        .must(new Expected.OverLimit(Limit.OUTPUT)),
                play(Role.EXIT_3).must(new Expected.Status(3)),
                play(Role.CRASH).must(new Expected.RunTimeError("")),
                play(Role.ENDLESS_RECURSION)
                        .must(new Expected.Either(new Expected.RunTimeError(""), new Expected.OverLimit(Limit.MEMORY))),
                play(Role.SYNTAX_ERROR)
                        .failsToCompile(conformance
                                .program(Role.SYNTAX_ERROR)
                                .getFirst()
                                .path()));
    }

    private List<Case> entryPoints() {
        String entry = conformance.program(Role.ENTRY_POINT).getFirst().path();
        List<SourceFile> two = conformance.program(Role.TWO_PROGRAMS);
        return List.of(
                play(Role.ENTRY_POINT).from(entry).prints("from the entry point\n"),
                play(Role.TWO_PROGRAMS).from(two.getFirst().path()).prints("first\n"),
                play(Role.TWO_PROGRAMS, ", the second").from(two.get(1).path()).prints("second\n"));
    }

    /** What a language can express of what is done to judges; the sandbox's own tests have all of it. */
    private List<Case> hostile() {
        List<Case> hostile = new ArrayList<>();
        playIfThere(Role.FORK_BOMB)
                .map(bomb -> bomb.within(BRIEF).must(new Expected.Contained()))
                .ifPresent(hostile::add);
        playIfThere(Role.OUTPUT_FLOOD)
                .map(flood -> flood.must(new Expected.OverLimit(Limit.OUTPUT)))
                .ifPresent(hostile::add);
        for (Role role : List.of(Role.NETWORK, Role.OTHERS_ENVIRONMENT, Role.WRITE_OUTSIDE)) {
            playIfThere(role).map(attempt -> attempt.prints("refused\n")).ifPresent(hostile::add);
        }
        if (!hostile.isEmpty()) {
            hostile.add(play(Role.HELLO, " after all that").prints(GREETING));
        }
        return hostile;
    }

    private Optional<Case> playIfThere(Role role) {
        return conformance.program(role).isEmpty() ? Optional.empty() : Optional.of(play(role));
    }

    /** A file may be called anything, and hold anything. */
    private List<Case> oddSources() {
        SourceFile hello = conformance.program(Role.HELLO).getFirst();
        byte[] everyByte = new byte[256];
        IntStream.range(0, everyByte.length).forEach(i -> everyByte[i] = (byte) i);
        List<Case> odd = new ArrayList<>();
        for (String path : oddPaths()) {
            odd.add(Case.of("hello in " + path, new SourceFile(path, hello.content()))
                    .prints(GREETING));
        }
        odd.add(Case.of("every byte there is", new SourceFile(hello.path(), everyByte))
                .failsToCompile(""));
        odd.add(Case.of("an entry point that is not there", hello)
                .from("no/such.thing")
                .failsToCompile("no/such.thing"));
        return odd;
    }

    private List<String> oddPaths() {
        String usual = "." + language.extensions().getFirst();
        List<String> paths = new ArrayList<>(List.of("--version" + usual, "lambda" + usual));
        language.extensions().forEach(extension -> paths.add("my-1st.solution." + extension));
        return paths;
    }

    private Case play(Role role) {
        return play(role, "");
    }

    private Case play(Role role, String how) {
        return Case.of(role.label() + how, conformance.program(role));
    }
}
