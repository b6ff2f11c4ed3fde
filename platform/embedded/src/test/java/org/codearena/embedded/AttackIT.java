package org.codearena.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.codearena.attacks.Attack;
import org.codearena.attacks.RunnerTraces;
import org.codearena.contract.SourceFile;
import org.codearena.plugin.Language;
import org.codearena.server.submission.Judgement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every attack that a contestant can express in a language we ship, against the real runner, box and plugins, two at a time.
 * Each attack says in its first line how it may end; after each pair an honest program must be accepted, and
 * nothing of the attacks may be left.
 */
@TestInstance(Lifecycle.PER_CLASS)
final class AttackIT {
    private static final String HONEST = "a, b = map(int, input().split())\nprint(a + b)\n";

    @TempDir
    private static Path directory;

    private JudgeAtWork judge;
    private RunnerTraces traces;
    private Set<String> before;
    private final ExecutorService two = Executors.newFixedThreadPool(2);

    @BeforeAll
    void startTheRunner() throws Exception {
        judge = JudgeAtWork.startIn(directory);
        traces = judge.traces();
        startAllLaunchers();
        before = traces.now();
    }

    /** Those of interactive validators start when they are first needed, here all at once. */
    private void startAllLaunchers() throws Exception {
        Attack talker = Attack.all().stream().filter(Attack::talks).findFirst().orElseThrow();
        List<Callable<Judgement>> atOnce = Collections.nCopies(judge.slots(), () -> judge.judge(talker));
        try (ExecutorService executor = Executors.newFixedThreadPool(judge.slots())) {
            for (Future<Judgement> each : executor.invokeAll(atOnce)) {
                each.get();
            }
        }
    }

    @AfterAll
    void stopTheRunner() {
        two.close();
        judge.close();
    }

    /** Attacks that end alike side by side, so that neither waits long for the other; some with themselves. */
    static Stream<List<Attack>> pairs() {
        List<Attack> alone = Attack.all().stream()
                .filter(attack -> !attack.runsTwiceAtOnce())
                .sorted(Comparator.comparing(attack -> attack.expected().toString()))
                .toList();
        List<List<Attack>> pairs = new ArrayList<>();
        for (int i = 0; i < alone.size(); i += 2) {
            pairs.add(alone.subList(i, Math.min(i + 2, alone.size())));
        }
        Attack.all().stream().filter(Attack::runsTwiceAtOnce).forEach(attack -> pairs.add(List.of(attack, attack)));
        return pairs.stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pairs")
    void attacksEndAsTheyShouldAndHurtNobody(List<Attack> attacks) throws Exception {
        List<Future<Judgement>> judgements = new ArrayList<>();
        for (Attack attack : attacks) {
            judgements.add(two.submit(() -> judge.judge(attack)));
        }
        List<String> surprises = new ArrayList<>();
        for (int i = 0; i < attacks.size(); i++) {
            Attack attack = attacks.get(i);
            Judgement judgement = judgements.get(i).get();
            if (!attack.expected().contains(judgement.verdict().wireName())) {
                surprises.add(
                        attack.name() + " ended with " + judgement.verdict().wireName() + ", expected "
                                + attack.expected() + ": " + judgement.tests() + judgement.compilerOutput());
            }
        }
        assertEquals(List.of(), surprises);
    }

    @Test
    void aSourceFullOfNonsenseIsACompileErrorAndNoFaultOfOurs() {
        byte[] nonsense = new byte[200_000];
        for (int i = 0; i < nonsense.length; i++) {
            nonsense[i] = (byte) (i * 31);
        }
        for (Language language : judge.languages().all()) {
            SourceFile file = new SourceFile("main." + language.extensions().getFirst(), nonsense);
            Judgement judgement = judge.judge(language, List.of(file));
            assertEquals("compile-error", judgement.verdict().wireName());
        }
    }

    /** The next submission is unaffected, and nothing is there that was not before. */
    @AfterEach
    void nothingIsLeft() {
        assertEquals(Set.of(), traces.since(before));
        Judgement honest = judge.judge("python", "honest.py", HONEST);
        assertEquals("accepted", honest.verdict().wireName(), honest.toString());
    }
}
