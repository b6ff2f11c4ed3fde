package org.codearena.lang.java;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.codearena.contract.Limits;
import org.codearena.contract.Plan;
import org.codearena.contract.SourceFile;
import org.codearena.contract.Step;
import org.codearena.lang.java.box.BoxCompiler;
import org.codearena.plugin.Allowances;
import org.codearena.plugin.Language;
import org.codearena.plugin.PlanRequest;
import org.codearena.plugin.Preparation;
import org.codearena.plugin.Resources;
import org.codearena.plugin.SelfTest;
import org.codearena.plugin.SourcesRefusedException;
import org.codearena.plugin.VersionProbe;
import org.codearena.plugin.WorkspaceCommands;
import org.codearena.plugin.WorkspaceTemplate;

/**
 * Java, from JDK 25 on. The plan does not look into the sources: which class is where, and which one is to be started, is
 * for the compiler to say, in the compile box.
 */
final class Java implements Language {
    private static final long MIB = 1 << 20;
    private static final String EXTENSION = ".java";
    private static final String PREPARED = "/prepared/java";
    private static final String DRIVER = "compiler/org/codearena/lang/java/box/";

    /** What is in memory before the first object is allocated; more of it would only be touched for garbage. */
    private static final long FIRST_HEAP_MIB = 64;

    private final Resources resources = new Resources(Java.class);

    @Override
    public String id() {
        return "java";
    }

    @Override
    public String name() {
        return "Java";
    }

    /** The compiler, not the {@code java} command, so that a runtime without one will not do; nor will a JDK before 25. */
    @Override
    public VersionProbe versionProbe() {
        return new VersionProbe("javac ((?:2[5-9]|[3-9]\\d)\\b\\S*)", "javac", "--version");
    }

    @Override
    public List<String> extensions() {
        return List.of("java");
    }

    @Override
    public String editorMode() {
        return "java";
    }

    @Override
    public Plan plan(PlanRequest request) throws SourcesRefusedException {
        return new Plan(
                request.files(),
                Optional.of(compiling(request.entryPoint().orElse(""), sources(request))),
                running(request.memoryBytes()),
                Optional.of("Terminating due to java.lang.OutOfMemoryError"));
    }

    private static List<SourceFile> sources(PlanRequest request) throws SourcesRefusedException {
        List<SourceFile> sources = request.files().stream()
                .filter(file -> file.path().endsWith(EXTENSION))
                .toList();
        if (!sources.isEmpty()) {
            return sources;
        }
        if (request.files().size() == 1) {
            return request.files();
        }
        throw new SourcesRefusedException("no file ends in " + EXTENSION + ": " + request.paths());
    }

    /** C1 alone: the compiler does not run long enough for C2 to pay. */
    private static Step compiling(String entry, List<SourceFile> sources) {
        List<String> command = virtualMachine("compiler.jsa", 384, "-XX:TieredStopAtLevel=1");
        command.addAll(List.of("-cp", PREPARED + "/compiler", BoxCompiler.class.getName(), "/out", entry));
        sources.forEach(source -> command.add(source.path()));
        return new Step(command, Map.of());
    }

    /**
     * The virtual machine ends at its first want of heap, and says so: a program that caught the error would only go on
     * slower and slower. Memory outside the heap is for the box to limit.
     */
    private static Step running(long memoryBytes) {
        long heapMib = Math.max(2, memoryBytes / MIB);
        List<String> command = virtualMachine(
                "run.jsa",
                heapMib,
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:MaxDirectMemorySize=1t",
                "-Dstdin.encoding=UTF-8",
                "-Dstdout.encoding=UTF-8",
                "-Dstderr.encoding=UTF-8");
        command.addAll(List.of("-cp", "/box", "@/box/main.args"));
        return new Step(command, Map.of());
    }

    /**
     * An archive that does not fit, because the JDK is another one, is passed over without a word. What the virtual machine
     * itself has to say goes to standard error, where it is not taken for an answer.
     */
    private static List<String> virtualMachine(String archive, long heapMib, String... more) {
        List<String> command = new ArrayList<>(List.of(
                "java",
                "-XX:+IgnoreUnrecognizedVMOptions",
                "-XX:+UnlockDiagnosticVMOptions",
                "-XX:SharedArchiveFile=" + PREPARED + "/" + archive,
                "-XX:ArchiveRelocationMode=0",
                "-Xlog:disable",
                "-XX:+DisplayVMOutputToStderr",
                "-XX:-UsePerfData",
                "-XX:+UseSerialGC",
                "-XX:ActiveProcessorCount=2",
                "-Xms" + Math.min(heapMib, FIRST_HEAP_MIB) + "m",
                "-Xmx" + heapMib + "m",
                "-Xss64m"));
        command.addAll(List.of(more));
        return command;
    }

    /** Beside the heap: classes, compiled code, the compilers' own memory, stacks. */
    @Override
    public Allowances allowances() {
        return new Allowances(64 * MIB, 1, 64);
    }

    @Override
    public Optional<Preparation> preparation() {
        List<SourceFile> files = new ArrayList<>();
        for (String file : List.of("prepare.sh", "Start.java", "Features.java")) {
            files.add(resources.file("preparation/" + file, file));
        }
        Resources classes = new Resources(BoxCompiler.class);
        for (String name : List.of("BoxCompiler", "MainClasses", "MainClasses$Candidate", "Messages", "Source")) {
            files.add(classes.file(name + ".class", DRIVER + name + ".class"));
        }
        Limits limits = Limits.DEFAULT
                .withCpuTimeMs(120_000)
                .withMemoryBytes(1024 * MIB)
                .withProcesses(128);
        return Optional.of(new Preparation("1", files, Step.of("/bin/sh", "/box/prepare.sh", PREPARED), limits));
    }

    @Override
    public String runnerImage() {
        return "codearena-java";
    }

    @Override
    public SourceFile starterCode() {
        return resources.file("starter/Main.java", "Main.java");
    }

    @Override
    public List<WorkspaceTemplate> templates() {
        return List.of(
                new WorkspaceTemplate(
                                "console",
                                "Console program",
                                "Reads from the keyboard, prints to the screen, with a test beside it",
                                resources.files("templates/console", "Main.java", "Greeting.java", "GreetingTest.java"),
                                List.of("java", "Main.java"))
                        .testedBy("java", "GreetingTest.java"),
                new WorkspaceTemplate(
                                "web",
                                "Small web server",
                                "Serves pages that it makes itself, with a test beside it",
                                resources.files("templates/web", "Main.java", "Page.java", "PageTest.java"),
                                List.of("java", "Main.java"))
                        .testedBy("java", "PageTest.java")
                        .serving());
    }

    /**
     * Told by the texts, as nothing is compiled yet. A file that does not bear the name of its public class is one that only the
     * {@code java} command itself compiles.
     */
    @Override
    public Optional<WorkspaceCommands> workspaceCommands(PlanRequest request) throws SourcesRefusedException {
        List<JavaText> texts = sources(request).stream().map(JavaText::of).toList();
        String entry = request.entryPoint().orElse("");
        JavaText.Main main = texts.stream()
                .flatMap(text -> text.mains().stream())
                .filter(candidate -> candidate.isMeantBy(entry))
                .min(Comparator.comparingInt(JavaText.Main::rank))
                .orElseThrow(() -> new SourcesRefusedException("no class " + (entry.isEmpty() ? "" : "'" + entry + "' ")
                        + "with a main method: " + request.paths()));
        if (texts.stream().anyMatch(JavaText::isMisnamed)) {
            return Optional.of(WorkspaceCommands.running("java", PlanRequest.argument(main.path())));
        }
        List<String> build = new ArrayList<>(List.of("javac", "-d", "build"));
        texts.forEach(text -> build.add(PlanRequest.argument(text.path())));
        return Optional.of(new WorkspaceCommands(build, List.of("java", "-cp", "build", main.binaryName())));
    }

    @Override
    public SelfTest selfTest() {
        return new SelfTest(List.of(SourceFile.of("Main.java", """
                                import java.util.Scanner;

                                public class Main {
                                    public static void main(String[] args) {
                                        System.out.println(Twice.of(new Scanner(System.in).nextInt()));
                                    }
                                }
                                """), SourceFile.of("Twice.java", """
                                class Twice {
                                    static int of(int number) {
                                        return 2 * number;
                                    }
                                }
                                """)), "21\n", "42\n");
    }
}
