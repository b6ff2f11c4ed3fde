package org.codearena.server.problem.format;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.codearena.server.problem.TestGroup;
import org.codearena.server.problem.format.PackageTest.Settings;
import org.codearena.server.problem.format.PackageTest.Shown;
import org.codearena.server.validator.ValidatorFlags;

/** Reads {@code data}: the tests in the order in which they are used, their groups, and what validators are tried by. */
final class TestReader {
    private final PackageTree tree;
    private final Metadata metadata;
    private final boolean customValidator;
    private final Findings findings;
    private final GroupFileReader groupFiles;
    private final GroupSettings settings;
    private final TestFiles files = new TestFiles();
    private final List<PackageFile> interactions = new ArrayList<>();
    private final Set<List<String>> checkedFlags = new HashSet<>();

    TestReader(PackageTree tree, Metadata metadata, boolean customValidator, Findings findings) {
        this.tree = tree;
        this.metadata = metadata;
        this.customValidator = customValidator;
        this.findings = findings;
        this.groupFiles = new GroupFileReader(tree, metadata, findings);
        this.settings = new GroupSettings(metadata.format(), findings);
    }

    /**
     * What {@code data} holds.
     *
     * @param interactions logs that are shown although they belong to no test
     */
    record Read(
            List<PackageTest> tests,
            List<PackageCheck> checks,
            List<PackageFile> interactions,
            Optional<TestGroup> scoring) {}

    Read read() throws IOException {
        for (PackageFile file : tree.below("data")) {
            sort(file);
        }
        List<PackageTest> tests = new ArrayList<>();
        List<PackageCheck> checks = new ArrayList<>();
        for (Map.Entry<String, Map<String, PackageFile>> each : files.byTest().entrySet()) {
            Optional<PackageCheck.Kind> kind = checkKind(each.getKey());
            if (kind.isPresent()) {
                check(kind.get(), each.getKey(), each.getValue()).ifPresent(checks::add);
            } else {
                test(each.getKey(), each.getValue()).ifPresent(tests::add);
            }
        }
        new TestStructure(tree, metadata, findings).check(tests, files);
        return new Read(tests, checks, interactions, scoring(tests));
    }

    private Optional<TestGroup> scoring(List<PackageTest> tests) {
        return metadata.format().hasLegacyGroups()
                ? new LegacyScoring(metadata, settings, findings).read(tests)
                : new CurrentScoring(metadata, settings, findings).read(tests);
    }

    private static Optional<PackageCheck.Kind> checkKind(String inside) {
        return Arrays.stream(PackageCheck.Kind.values())
                .filter(kind -> inside.startsWith(kind.directory() + "/"))
                .findFirst();
    }

    private void sort(PackageFile file) throws IOException {
        String inside = file.path().substring("data/".length());
        boolean test = inside.startsWith("sample/") || inside.startsWith("secret/");
        boolean check = checkKind(inside).isPresent();
        boolean beside = inside.contains(TestFiles.BESIDE + "/");
        if (metadata.format().isGroupFile(file.name()) && !beside && (test || check || !inside.contains("/"))) {
            settings.put(Names.parent(file.path()), groupFiles.ofGroup(file));
            checkPlace(file, check);
        } else if ((test || check) && !files.add(file)) {
            findings.warning(file.path(), "belongs to no test, so it is ignored");
        }
    }

    private void checkPlace(PackageFile file, boolean check) {
        String directory = Names.parent(file.path());
        if (!check && !metadata.format().hasLegacyGroups() && !TestStructure.isGroup(directory)) {
            findings.error(
                    file.path(),
                    "configures no group: groups are data/sample, data/secret and the directories in data/secret");
        }
    }

    private Optional<PackageTest> test(String name, Map<String, PackageFile> own) throws IOException {
        PackageFile input = own.get(".in");
        PackageFile answer = own.get(".ans");
        if (input == null) {
            reportOrphans(name, own);
            return Optional.empty();
        }
        if (answer == null) {
            findings.error(input.path(), "has no answer: data/" + name + ".ans is missing");
            return Optional.empty();
        }
        String group = group(name);
        boolean sample = group.equals("sample") || group.startsWith("sample/");
        return Optional.of(new PackageTest(
                name, group, sample, input, answer, settings(name, own, sample), files.beside(name), shown(name, own)));
    }

    private Optional<PackageCheck> check(PackageCheck.Kind kind, String name, Map<String, PackageFile> own)
            throws IOException {
        Optional<String> missing = kind.endings().stream()
                .filter(ending -> !own.containsKey(ending))
                .findFirst();
        if (missing.isPresent()) {
            findings.warning("data/" + name, "is ignored: data/" + name + missing.get() + " is missing");
            return Optional.empty();
        }
        boolean ofInput = kind == PackageCheck.Kind.INVALID_INPUT;
        return TestFiles.first(own, ".in")
                .map(input -> new PackageCheck(
                        kind,
                        name,
                        input,
                        ofInput ? Optional.empty() : TestFiles.first(own, ".ans"),
                        ofInput ? Optional.empty() : TestFiles.first(own, ".out"),
                        settings(name, own, false)));
    }

    private void reportOrphans(String name, Map<String, PackageFile> own) {
        String missing = "data/" + name + ".in is missing";
        boolean legacy = metadata.format().hasLegacyGroups();
        boolean serious = own.containsKey(".ans") || !legacy;
        for (Map.Entry<String, PackageFile> each : own.entrySet()) {
            PackageFile file = each.getValue();
            if (file.name().equals("testdata.yaml") || file.name().equals("test_group.yaml")) {
                findings.error(
                        file.path(),
                        "is not of format " + metadata.format().version() + ", where groups are configured by "
                                + metadata.format().groupFile());
            } else if (legacy && each.getKey().equals(".interaction") && isTalkative()) {
                interactions.add(file);
            } else if (serious) {
                findings.error(file.path(), "belongs to a test that is not there: " + missing);
            } else {
                findings.warning(file.path(), "is ignored: " + missing);
            }
        }
    }

    private boolean isTalkative() {
        return metadata.type().interactive() || metadata.type().multiPass();
    }

    private Shown shown(String name, Map<String, PackageFile> own) {
        if (own.containsKey(".out") && own.containsKey(".ans.statement")) {
            findings.error("data/" + name + ".ans.statement", "stands beside " + name + ".out; only one of them may");
        }
        for (String kind : List.of(".in", ".ans")) {
            if (own.containsKey(kind + ".statement") != own.containsKey(kind + ".download")) {
                findings.warning(
                        "data/" + name + kind + ".statement",
                        "and " + name + kind + ".download should both be there or neither");
            }
        }
        Optional<PackageFile> interaction = TestFiles.first(own, ".interaction");
        if (interaction.isPresent() && !isTalkative()) {
            findings.warning(interaction.get().path(), "is ignored: the problem is neither interactive nor multi-pass");
        }
        return new Shown(
                TestFiles.first(own, ".in.statement"),
                TestFiles.first(own, ".ans.statement", ".out"),
                TestFiles.first(own, ".out"),
                interaction.filter(_ -> isTalkative()),
                interaction.isPresent()
                        || !(metadata.format().isLegacy() && metadata.type().interactive()));
    }

    private Settings settings(String name, Map<String, PackageFile> own, boolean sample) {
        String directory = "data/" + Names.parent(name);
        GroupFile test = ofTest(own);
        List<String> validator = new ArrayList<>(metadata.validatorFlags());
        validator.addAll(test.outputValidator()
                .or(() -> settings.of(directory, GroupFile::outputValidator))
                .orElse(List.of()));
        checkFlags(name, validator);
        return new Settings(
                test.arguments()
                        .or(() -> settings.of(directory, GroupFile::arguments))
                        .orElse(List.of()),
                validator,
                test.inputValidator()
                        .or(() -> settings.of(directory, GroupFile::inputValidator))
                        .orElse(ValidatorArguments.NONE),
                test.fullFeedback()
                        .or(() -> settings.of(directory, GroupFile::fullFeedback))
                        .orElse(sample),
                test.hint().or(() -> hint(own)));
    }

    private void checkFlags(String name, List<String> flags) {
        if (!customValidator && checkedFlags.add(List.copyOf(flags))) {
            try {
                ValidatorFlags.parse(flags);
            } catch (IllegalArgumentException refused) {
                findings.error("data/" + name, String.valueOf(refused.getMessage()));
            }
        }
    }

    private GroupFile ofTest(Map<String, PackageFile> own) {
        PackageFile yaml = own.get(".yaml");
        if (yaml == null || metadata.format().isLegacy()) {
            return GroupFile.EMPTY;
        }
        try {
            return groupFiles.ofTest(yaml);
        } catch (IOException unreadable) {
            findings.error(yaml.path(), "cannot be read: " + unreadable.getMessage());
            return GroupFile.EMPTY;
        }
    }

    private Optional<String> hint(Map<String, PackageFile> own) {
        return TestFiles.first(own, ".hint").flatMap(file -> {
            try {
                return tree.text(file);
            } catch (IOException unreadable) {
                findings.error(file.path(), "cannot be read: " + unreadable.getMessage());
                return Optional.empty();
            }
        });
    }

    /** In the legacy format every directory is a group; now only those directly in {@code secret} are. */
    private String group(String name) {
        String directory = Names.parent(name);
        if (metadata.format().hasLegacyGroups() || directory.equals("secret") || directory.equals("sample")) {
            return directory;
        }
        int end = directory.indexOf('/', "secret/".length());
        return directory.startsWith("secret/") && end > 0 ? directory.substring(0, end) : directory;
    }
}
