package org.codearena.plugin.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.codearena.contract.CompileReply;
import org.codearena.contract.CompileRequest;
import org.codearena.contract.Exit;
import org.codearena.contract.Limits;
import org.codearena.contract.PrepareRequest;
import org.codearena.contract.RunReport;
import org.codearena.contract.SourceFile;
import org.codearena.contract.Step;
import org.codearena.plugin.Preparation;
import org.codearena.plugin.WorkspaceTemplate;
import org.junit.jupiter.api.Test;

final class ConformanceTest {
    private final WorkspaceTemplate template =
            new WorkspaceTemplate("t", "T", "", List.of(SourceFile.of("main.echo", "")), List.of("echo", "ran"));
    private final FakeBench bench = new FakeBench();
    private final List<CaseResult> heard = new ArrayList<>();

    @Test
    void everyRoleAndEveryPromiseIsACase() throws Exception {
        List<String> names = names(verify(new EchoLanguage()));
        assertTrue(names.containsAll(Stream.of(Role.values()).map(Role::label).toList()), names::toString);
        assertTrue(names.containsAll(List.of("version probe", "self-test", "starter code ends well", "promised")));
    }

    @Test
    void aRoleWithoutAProgramIsMissingUnlessItIsOptional() throws Exception {
        bench.without = List.of(Role.NETWORK, Role.HELLO);
        assertEquals(
                List.of("echo: hello: expected: a program for it; seen: there is none"),
                verify(new EchoLanguage()).stream().map(CaseResult::toString).toList());
        bench.without = List.of(Role.NETWORK);
        assertEquals("left out", result("network").seen());
        assertTrue(result("network").agrees());
    }

    @Test
    void aTemplateIsBuiltRunAndTested() throws Exception {
        assertEquals(
                List.of("template t: build", "template t: run", "template t: test"),
                ofTemplates(template.testedBy("echo", "tested")).stream()
                        .map(CaseResult::name)
                        .toList());
        assertEquals(
                List.of("status 0, printed \"\"", "status 0, printed \"ran\"", "status 0, printed \"tested\""),
                ofTemplates(template.testedBy("echo", "tested")).stream()
                        .map(CaseResult::seen)
                        .toList());
    }

    @Test
    void aTemplateThatServesIsNotRun() throws Exception {
        assertEquals(
                List.of("template t: build"),
                ofTemplates(template.serving()).stream().map(CaseResult::name).toList());
    }

    @Test
    void aTemplateThatIsNotBuiltIsNotRun() throws Exception {
        bench.building = false;
        assertEquals(
                List.of("echo: template t: build: expected: ends with status 0; seen: compile error: \"echo 8\""),
                ofTemplates(template.builtBy("make")).stream()
                        .map(CaseResult::toString)
                        .toList());
    }

    private List<CaseResult> ofTemplates(WorkspaceTemplate one) throws IOException, InterruptedException {
        return new Templates(bench).of(new EchoLanguage() {
            @Override
            public List<WorkspaceTemplate> templates() {
                return List.of(one);
            }
        });
    }

    @Test
    void theListenerHearsEveryResultInOrder() throws Exception {
        assertEquals(verify(new EchoLanguage()), heard);
    }

    @Test
    void aProgramThatPrintsWhatItShouldAgrees() throws Exception {
        CaseResult selfTest = result("self-test");
        assertTrue(selfTest.agrees());
        assertEquals("status 0, printed \"self\"", selfTest.seen());
    }

    @Test
    void aProgramThatPrintsSomethingElseDoesNotAgree() throws Exception {
        CaseResult promised = result("promised");
        assertFalse(promised.agrees());
        assertEquals("echo: promised: expected: prints \"yes\"; seen: status 0, printed \"no\"", promised.toString());
    }

    @Test
    void sourcesThatThePluginRefusesAreACompileError() throws Exception {
        assertEquals(
                "compile error: \"the entry point 'no/such.thing' is none of the files: main.e...\"",
                result("an entry point that is not there").seen());
    }

    @Test
    void aVersionProbeThatFindsNothingDoesNotAgree() throws Exception {
        bench.printed = "echo: not found";
        assertEquals("printed \"echo: not found\"", result("version probe").seen());
        assertFalse(result("version probe").agrees());
    }

    @Test
    void aComplaintIsAResult() throws Exception {
        EchoLanguage nameless = new EchoLanguage() {
            @Override
            public String name() {
                return " ";
            }
        };
        CaseResult first = verify(nameless).getFirst();
        assertEquals("the name must not be blank: ' '", first.seen());
        assertFalse(first.agrees());
    }

    @Test
    void theLanguagesAllowancesAreAddedToTheLimits() throws Exception {
        result("self-test");
        Limits usual = Limits.DEFAULT.withCpuTimeMs(20_000);
        assertTrue(bench.limits.contains(usual.withCpuTimeMs(40_000)
                .withWallTimeMs(120_000)
                .withMemoryBytes(usual.memoryBytes() + (1 << 20))
                .withProcesses(100)));
    }

    @Test
    void thePreparationComesFirst() throws Exception {
        verify(new EchoLanguage() {
            @Override
            public Optional<Preparation> preparation() {
                return Optional.of(new Preparation("1", List.of(), Step.of("make"), Limits.DEFAULT));
            }
        });
        assertEquals("prepare echo 1", bench.calls.getFirst());
    }

    @Test
    void theTableSaysWhichCasesDisagree() throws Exception {
        String table = Table.of(verify(new EchoLanguage()));
        assertTrue(table.contains("ok    echo      self-test"), table);
        assertTrue(table.contains("FAIL  echo      promised"), table);
        assertTrue(table.contains("printed \"no\"; expected: prints \"yes\""), table);
        assertTrue(table.lines().toList().getLast().endsWith("cases agree"), table);
    }

    private CaseResult result(String name) throws Exception {
        return verify(new EchoLanguage()).stream()
                .filter(result -> result.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private List<CaseResult> verify(EchoLanguage language) throws IOException, InterruptedException {
        return new Conformance(bench, heard::add).verify(language, new Programs(bench.without));
    }

    private static List<String> names(List<CaseResult> results) {
        return results.stream().map(CaseResult::name).toList();
    }

    private record Programs(List<Role> without) implements ConformancePrograms {
        @Override
        public String language() {
            return "echo";
        }

        @Override
        public List<SourceFile> program(Role role) {
            return without.contains(role)
                    ? List.of()
                    : List.of(SourceFile.of("main.echo", role.label()), SourceFile.of("other.echo", ""));
        }

        @Override
        public List<Case> promises() {
            return List.of(Case.of("promised", SourceFile.of("main.echo", "no")).prints("yes"));
        }
    }

    /** Runs nothing: a program prints the last word of its command. */
    private static final class FakeBench implements Bench {
        final List<String> calls = new ArrayList<>();
        final List<Limits> limits = new ArrayList<>();
        String printed = "echo 8";
        List<Role> without = List.of();
        boolean building = true;

        @Override
        public void prepare(PrepareRequest request) {
            calls.add("prepare " + request.language() + " " + request.version());
        }

        @Override
        public CompileReply compile(CompileRequest request) {
            boolean isBuild = request.step()
                    .filter(step -> step.command().contains("build"))
                    .isPresent();
            if (isBuild && !building) {
                return new CompileReply(Optional.empty(), Optional.empty(), printed);
            }
            calls.add("compile");
            return new CompileReply(Optional.of("program"), Optional.empty(), printed);
        }

        @Override
        public Run run(String program, Step step, byte[] input, Limits within) {
            limits.add(within);
            String output = step.command().getLast();
            return new Run(new RunReport(new Exit.Code(0), false, 1, 1, 1, output.length(), 0), output, "");
        }
    }
}
