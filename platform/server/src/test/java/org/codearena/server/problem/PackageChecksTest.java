package org.codearena.server.problem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.codearena.server.TestDatabase;
import org.codearena.server.infra.DirectoryBlobs;
import org.codearena.server.kernel.Ids;
import org.codearena.server.problem.PackageJudging.Build;
import org.codearena.server.problem.PackageJudging.ValidatorCheck;
import org.codearena.server.problem.PackageJudging.ValidatorCheck.Answer;
import org.codearena.server.problem.format.JudgedSubmission;
import org.codearena.server.problem.format.PackageBuilder;
import org.codearena.server.problem.format.ParsedPackage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A package's data against its validators, which are played. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PackageChecksTest {
    private final Ids ids = new Ids(InstantSource.system());
    private final FakeJudging judging = new FakeJudging((_, _) -> JudgedSubmission.skipped());
    private TestDatabase db;
    private DirectoryBlobs blobs;

    @TempDir
    Path directory;

    private UUID importId;
    private boolean canBeJudged;
    private boolean dataHolds;

    @BeforeAll
    void open(@TempDir Path blobDirectory) throws IOException {
        db = TestDatabase.open();
        blobs = new DirectoryBlobs(blobDirectory);
    }

    @AfterAll
    void close() {
        db.close();
    }

    @BeforeEach
    void orderAnImport() {
        judging.forget();
        importId = ids.next();
        UUID user = ids.next();
        db.database()
                .useTransaction(tx -> new ImportStore()
                        .insert(tx, new ImportStore.Order(importId, "sum", user, "0".repeat(64), false)));
    }

    /** What was said, and in the fields whether it is fine. */
    private String check(PackageBuilder builder) throws IOException {
        ParsedPackage parsed = builder.read();
        PackageStorage storage = new PackageStorage(blobs);
        StoredVersion version = storage.store(parsed);
        PackageChecks checks = new PackageChecks(parsed, storage, judging, new ImportProgress(db.database(), importId));
        canBeJudged = checks.canBeJudged(version);
        dataHolds = canBeJudged && checks.dataHolds(version);
        return db.database()
                .read(handle -> new ImportStore().report(handle, importId))
                .orElseThrow()
                .messages()
                .toString();
    }

    private String sha256(String text) throws IOException {
        return blobs.put(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    private PackageBuilder current() {
        return PackageBuilder.current(directory);
    }

    @Test
    void everyInputValidatorSeesEveryInputWithItsArguments() throws IOException {
        check(current()
                .file("input_validators/more/check.cpp", "int main() {}\n")
                .file("data/secret/test_group.yaml", "input_validator_args: {more: [--max, '9']}\nargs: [-v]\n")
                .file("data/secret/01.files/words.txt", "a\n"));
        assertTrue(canBeJudged && dataHolds);
        assertEquals(
                List.of(
                        "compile input_validators/check.py",
                        "compile input_validators/more",
                        "input input_validators/check.py []",
                        "input input_validators/more []",
                        "input input_validators/check.py [-v] [words.txt]",
                        "input input_validators/more [--max, 9, -v] [words.txt]"),
                judging.asked());
    }

    @Test
    void anInputThatIsRefusedIsNamedWithTheValidatorAndWhatItSaid() throws IOException {
        judging.answering(
                "input_validators/check.py",
                sha256("2 2\n"),
                new ValidatorCheck(Answer.REFUSED, "line 1: too small\n"));
        String said = check(current());
        assertFalse(dataHolds);
        assertTrue(said.contains("data/secret/01.in: input_validators/check.py refuses it: line 1: too small"), said);
    }

    @Test
    void oneFaultInManyTestsIsNotSaidForEachOfThem() throws IOException {
        judging.answering("input_validators/check.py", sha256("bad\n"), new ValidatorCheck(Answer.FAILED, ""));
        PackageBuilder builder = current();
        for (int i = 10; i < 60; i++) {
            builder.test("secret/" + i, "bad\n", "");
        }
        String said = check(builder);
        assertTrue(said.contains("data/secret/10.in: input_validators/check.py failed on it: it says nothing"), said);
        assertFalse(said.contains("data/secret/50.in"), said);
        assertTrue(said.contains("and 30 more faults of this kind"), said);
    }

    @Test
    void aValidatorThatDoesNotCompileIsAFaultAndOneOfAnUnknownLanguageIsNot() throws IOException {
        judging.building("input_validators/check.py", Build.broken("syntax error"));
        String broken = check(current());
        assertFalse(dataHolds);
        assertTrue(broken.contains("input_validators/check.py: does not compile: syntax error"), broken);
        judging.building("input_validators/check.py", Build.noLanguage("no language takes .hs"));
        String unknown = check(current());
        assertTrue(dataHolds);
        assertTrue(unknown.contains("input_validators/check.py: is not run: no language takes .hs"), unknown);
    }

    @Test
    void withoutItsOutputValidatorNothingIsJudged() throws IOException {
        judging.building("output_validator/v.py", Build.noLanguage("no language takes it"));
        String said = check(current().file("output_validator/v.py", "exit(42)\n"));
        assertFalse(canBeJudged);
        assertTrue(said.contains("output_validator/v.py: cannot be used: no language takes it"), said);
    }

    @Test
    void anInvalidInputMustBeRefusedByOneOfTheValidators() throws IOException {
        PackageBuilder builder =
                current().file("input_validators/second.py", "exit(42)\n").file("data/invalid_input/bad.in", "x\n");
        String said = check(builder);
        assertFalse(dataHolds);
        assertTrue(said.contains("data/invalid_input/bad.in: every input validator accepts it"), said);
        judging.answering("input_validators/second.py", sha256("x\n"), new ValidatorCheck(Answer.REFUSED, ""));
        check(builder);
        assertTrue(dataHolds);
    }

    @Test
    void theDefaultValidatorIsTriedOnWhatThePackageSaysOfIt() throws IOException {
        PackageBuilder builder = current()
                .file("data/valid_output/a.in", "1 2\n")
                .file("data/valid_output/a.ans", "3\n")
                .file("data/valid_output/a.out", "3.0\n")
                .file("data/invalid_output/b.in", "1 2\n")
                .file("data/invalid_output/b.ans", "3\n")
                .file("data/invalid_output/b.out", "3\n");
        String said = check(builder);
        assertFalse(dataHolds);
        assertTrue(said.contains("data/valid_output/a.out: the output validator refuses it, though it must be"), said);
        assertTrue(said.contains("data/invalid_output/b.out: the output validator accepts it, though it must"), said);
        check(builder.file("data/valid_output/test_group.yaml", "output_validator_args: [float_tolerance, 1e-6]\n")
                .file("data/invalid_output/b.out", "4\n"));
        assertTrue(dataHolds);
    }

    @Test
    void theOwnValidatorIsTriedToo() throws IOException {
        PackageBuilder builder = current()
                .file("output_validator/v.py", "exit(42)\n")
                .file("data/sample/1.out", "1 + 2\n")
                .file("data/invalid_output/b.in", "1 2\n")
                .file("data/invalid_output/b.ans", "3\n")
                .file("data/invalid_output/b.out", "4\n")
                .file("data/invalid_output/b.yaml", "output_validator_args: [strict]\n");
        judging.answering(sha256("4\n"), new ValidatorCheck(Answer.REFUSED, ""));
        check(builder);
        assertTrue(dataHolds);
        assertTrue(
                judging.asked().contains("output invalid_output/b [strict]"),
                judging.asked().toString());
        judging.answering(sha256("1 + 2\n"), new ValidatorCheck(Answer.REFUSED, "no sum"));
        String said = check(builder);
        assertFalse(dataHolds);
        assertTrue(said.contains("data/sample/1.out: the output validator refuses it: no sum"), said);
    }

    @Test
    void anAnswerThatIsShownAndRefusedIsOnlyMentioned() throws IOException {
        judging.answering(sha256("3\n"), new ValidatorCheck(Answer.REFUSED, "hints are no answers"));
        String said = check(current().file("output_validator/v.py", "exit(42)\n"));
        assertTrue(dataHolds);
        assertTrue(said.contains("data/sample/1.ans: the output validator refuses it: hints are no answers"), said);
    }

    @Test
    void noOutputIsTriedWhereThereIsAConversation() throws IOException {
        check(current().yaml("type: interactive").file("output_validator/v.py", "exit(42)\n"));
        assertTrue(
                judging.asked().stream().noneMatch(line -> line.startsWith("output")),
                judging.asked().toString());
    }

    @Test
    void whatJudgingNeedsIsStored() throws IOException {
        StoredVersion version = new PackageStorage(blobs)
                .store(current()
                        .yaml("type: [scoring, multi-pass]\nlanguages: [cpp, python3]\nallow_file_writing: true")
                        .file("output_validator/v.py", "exit(42)\n")
                        .file("include/default/lib.py", "x = 1\n")
                        .file("data/secret/01.files/words.txt", "a\n")
                        .file("data/secret/01.yaml", "args: [a]\noutput_validator_args: [b]\nfull_feedback: true\n")
                        .file("data/sample/1.interaction", "<1\n>2\n---\n<3\n")
                        .read());
        JudgingRules rules = version.rules();
        assertEquals("multi-pass", rules.kind());
        assertEquals(2, rules.passes());
        assertEquals(List.of("cpp", "python3"), rules.languages());
        assertTrue(rules.fileWriting());
        assertEquals("output_validator/v.py", rules.validator().orElseThrow().name());
        assertEquals(
                List.of(new StoredFile("lib.py", sha256("x = 1\n"))),
                rules.includes().get("default"));
        assertTrue(rules.scoring().isPresent());
        StoredTest sample = version.tests().getFirst();
        assertEquals(sha256("<1\n>2\n---\n<3\n"), sample.shownInteraction());
        StoredTest secret = version.tests().getLast();
        assertEquals(List.of("a"), secret.arguments());
        assertEquals(List.of("b"), secret.validatorArguments());
        assertEquals(sha256("a\n"), secret.files().get("words.txt"));
        assertTrue(secret.fullFeedback());
    }
}
