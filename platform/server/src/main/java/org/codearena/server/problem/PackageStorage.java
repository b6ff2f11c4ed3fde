package org.codearena.server.problem;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.codearena.contract.SourceFile;
import org.codearena.server.infra.Blobs;
import org.codearena.server.problem.PackageJudging.ValidatorCheck;
import org.codearena.server.problem.format.Metadata;
import org.codearena.server.problem.format.PackageCheck;
import org.codearena.server.problem.format.PackageDocument;
import org.codearena.server.problem.format.PackageFile;
import org.codearena.server.problem.format.PackageProgram;
import org.codearena.server.problem.format.PackageStatement;
import org.codearena.server.problem.format.PackageTest;
import org.codearena.server.problem.format.ParsedPackage;
import org.codearena.server.problem.format.ProblemLimits;
import org.codearena.server.validator.Outcome;
import org.codearena.server.validator.OutputValidator;
import org.codearena.server.validator.ValidatorFlags;
import org.jspecify.annotations.Nullable;

/** Puts what a package holds into the object store, and says under which names. */
final class PackageStorage {
    private static final int PIECE = 64 << 10;

    private final Blobs blobs;

    PackageStorage(Blobs blobs) {
        this.blobs = blobs;
    }

    StoredVersion store(ParsedPackage parsed) throws IOException {
        boolean custom = parsed.judgement().validator().isPresent();
        List<StoredTest> tests = new ArrayList<>();
        for (PackageTest test : parsed.tests()) {
            tests.add(store(tests.size() + 1, test, custom));
        }
        Map<String, StoredVersion.File> files = new LinkedHashMap<>();
        for (PackageDocument document : parsed.documents()) {
            files.put(document.name(), store(document));
        }
        Map<String, StoredVersion.Statement> statements = new LinkedHashMap<>();
        for (PackageStatement statement : parsed.statements()) {
            statements.put(
                    statement.language(),
                    new StoredVersion.Statement(
                            statement.title(), statement.html(), statement.pdf().orElse(null)));
        }
        ProblemLimits limits = parsed.metadata().limits();
        return new StoredVersion(
                parsed.hash(),
                limits.time().given().orElse(OwnSubmissions.UNKNOWN_MS),
                limits.memoryBytes(),
                limits.outputBytes(),
                limits.codeBytes(),
                statements,
                files,
                tests,
                rules(parsed));
    }

    private JudgingRules rules(ParsedPackage parsed) throws IOException {
        Metadata metadata = parsed.metadata();
        ProblemLimits limits = metadata.limits();
        ProblemLimits.Validation validation = limits.validation();
        Optional<PackageProgram> validator = parsed.judgement().validator();
        Map<String, List<StoredFile>> includes = new LinkedHashMap<>();
        for (Map.Entry<String, List<SourceFile>> include :
                parsed.judgement().includes().entrySet()) {
            includes.put(include.getKey(), store(include.getValue()));
        }
        return new JudgingRules(
                metadata.type().interactive(),
                metadata.type().multiPass() ? limits.passes() : 1,
                validator.isPresent() ? Optional.of(store(validator.get())) : Optional.empty(),
                new JudgingRules.Validation(validation.timeMs(), validation.memoryBytes(), validation.outputBytes()),
                new JudgingRules.Compilation(limits.compilationMs(), limits.compilationMemoryBytes()),
                includes,
                metadata.languages(),
                metadata.fileWriting(),
                parsed.judgement().scoring());
    }

    StoredProgram store(PackageProgram program) throws IOException {
        return new StoredProgram(
                program.path(), program.form(), program.protocol(), program.entryPoint(), store(program.files()));
    }

    private List<StoredFile> store(List<SourceFile> sources) throws IOException {
        List<StoredFile> files = new ArrayList<>();
        for (SourceFile source : sources) {
            files.add(new StoredFile(source.path(), blobs.put(new ByteArrayInputStream(source.content()))));
        }
        return files;
    }

    /** An input and answer that are no test, with which validators are tried. */
    StoredTest store(PackageCheck check, boolean custom) throws IOException {
        String input = put(check.input());
        String answer = check.answer().isPresent() ? put(check.answer().get()) : input;
        return test(
                1,
                new Place(check.name(), "", false),
                new Data(input, check.input().bytes(), answer, 0, input, answer, null),
                check.settings(),
                Map.of(),
                custom);
    }

    private StoredTest store(int number, PackageTest test, boolean custom) throws IOException {
        String input = put(test.input());
        String answer = put(test.answer());
        PackageTest.Shown shown = test.shown();
        Map<String, String> files = new LinkedHashMap<>();
        for (Map.Entry<String, PackageFile> file : test.files().entrySet()) {
            files.put(file.getKey(), put(file.getValue()));
        }
        Data data = new Data(
                input,
                test.input().bytes(),
                answer,
                test.answer().bytes(),
                shown.input().isPresent() ? put(shown.input().get()) : input,
                shown.answer().isPresent() ? put(shown.answer().get()) : answer,
                interaction(shown));
        return test(number, new Place(test.name(), test.group(), test.sample()), data, test.settings(), files, custom);
    }

    private @Nullable String interaction(PackageTest.Shown shown) throws IOException {
        if (shown.interaction().isPresent()) {
            return put(shown.interaction().get());
        }
        return shown.any() ? null : "";
    }

    private record Place(String name, String group, boolean sample) {}

    private record Data(
            String input,
            long inputBytes,
            String answer,
            long answerBytes,
            String shownInput,
            String shownAnswer,
            @Nullable String interaction) {}

    private static StoredTest test(
            int number,
            Place place,
            Data data,
            PackageTest.Settings settings,
            Map<String, String> files,
            boolean custom) {
        return new StoredTest(
                number,
                place.name(),
                place.group(),
                place.sample(),
                data.input(),
                data.inputBytes(),
                data.answer(),
                data.answerBytes(),
                data.shownInput(),
                data.shownAnswer(),
                custom ? ValidatorFlags.NONE : ValidatorFlags.parse(settings.validator()),
                settings.arguments(),
                settings.validator(),
                files,
                settings.fullFeedback(),
                data.interaction());
    }

    private StoredVersion.File store(PackageDocument document) throws IOException {
        return new StoredVersion.File(
                put(document.file()),
                document.mediaType(),
                document.file().bytes(),
                document.kind() == PackageDocument.Kind.ATTACHMENT);
    }

    /** What the default validator says about an output. */
    ValidatorCheck checkByDefault(StoredTest test, String output) throws IOException {
        try (InputStream answer = blobs.open(test.answer());
                InputStream given = blobs.open(output)) {
            OutputValidator validator = new OutputValidator(test.flags(), answer);
            byte[] buffer = new byte[PIECE];
            for (int got = given.read(buffer); got >= 0; got = given.read(buffer)) {
                validator.accept(buffer, 0, got);
            }
            return switch (validator.finish()) {
                case Outcome.Accepted() -> new ValidatorCheck(ValidatorCheck.Answer.ACCEPTED, "");
                case Outcome.WrongAnswer(String judgeMessage, String _) ->
                    new ValidatorCheck(ValidatorCheck.Answer.REFUSED, judgeMessage);
            };
        }
    }

    String put(PackageFile file) throws IOException {
        try (InputStream bytes = Files.newInputStream(file.location())) {
            return blobs.put(bytes);
        }
    }
}
