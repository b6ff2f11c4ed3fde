package org.codearena.server.problem.format;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.codearena.server.validator.ValidatorFlags;

/** Reads {@code data/sample} and {@code data/secret}: the tests in the order in which they are used. */
final class TestReader {
    /** Endings of a test's files, those that end like another one first. */
    private static final List<String> ENDINGS = List.of(
            ".in.statement",
            ".ans.statement",
            ".in.download",
            ".ans.download",
            ".interaction",
            ".in",
            ".ans",
            ".out",
            ".yaml",
            ".hint",
            ".desc",
            ".png",
            ".jpg",
            ".jpeg",
            ".svg");

    /** Files of tests that are not known by an ending of their own but lie in a directory of this ending. */
    private static final String INPUT_FILES = ".files";

    private final PackageTree tree;
    private final Metadata metadata;
    private final Findings findings;
    private final GroupSettings settings;
    private final SortedMap<String, Map<String, PackageFile>> filesByTest = new TreeMap<>(Names.ORDER);
    private final Set<List<String>> checkedFlags = new HashSet<>();

    TestReader(PackageTree tree, Metadata metadata, Findings findings) {
        this.tree = tree;
        this.metadata = metadata;
        this.findings = findings;
        this.settings = new GroupSettings(tree, metadata.format(), findings);
    }

    List<PackageTest> read() throws IOException {
        for (PackageFile file : tree.below("data")) {
            sort(file);
        }
        List<PackageTest> tests = new ArrayList<>();
        for (Map.Entry<String, Map<String, PackageFile>> test : filesByTest.entrySet()) {
            test(test.getKey(), test.getValue()).ifPresent(tests::add);
        }
        checkStructure(tests);
        return tests;
    }

    private void sort(PackageFile file) throws IOException {
        String inside = file.path().substring("data/".length());
        boolean used = inside.startsWith("sample/") || inside.startsWith("secret/");
        if (file.name().equals(metadata.format().groupFile()) && (used || !inside.contains("/"))) {
            settings.read(file);
            checkPlace(file);
        } else if (used) {
            sortTestFile(file, inside);
        }
    }

    private void checkPlace(PackageFile file) {
        String directory = Names.parent(file.path());
        if (!metadata.format().isLegacy() && !isGroup(directory)) {
            findings.error(
                    file.path(),
                    "configures no group: groups are data/sample, data/secret and the directories in data/secret");
        }
    }

    private static boolean isGroup(String directory) {
        return directory.equals("data/sample")
                || directory.equals("data/secret")
                || Names.parent(directory).equals("data/secret");
    }

    private void sortTestFile(PackageFile file, String inside) {
        int files = inside.indexOf(INPUT_FILES + "/");
        if (files >= 0) {
            findings.error(
                    "data/" + inside.substring(0, files) + INPUT_FILES,
                    "gives a test input files, which are not supported yet: input comes on standard input");
            return;
        }
        Optional<String> ending =
                ENDINGS.stream().filter(each -> file.name().endsWith(each)).findFirst();
        if (ending.isEmpty()) {
            findings.warning(file.path(), "belongs to no test, so it is ignored");
            return;
        }
        String test = inside.substring(0, inside.length() - ending.get().length());
        filesByTest.computeIfAbsent(test, _ -> new HashMap<>()).put(ending.get(), file);
    }

    private Optional<PackageTest> test(String name, Map<String, PackageFile> files) throws IOException {
        PackageFile input = files.get(".in");
        PackageFile answer = files.get(".ans");
        if (input == null) {
            reportOrphans(name, files);
            return Optional.empty();
        }
        if (answer == null) {
            findings.error(input.path(), "has no answer: data/" + name + ".ans is missing");
            return Optional.empty();
        }
        checkShown(name, files);
        String group = group(name);
        GroupSettings.OfTest own = ofTest(files);
        return Optional.of(new PackageTest(
                name,
                group,
                group.equals("sample"),
                input,
                answer,
                flags(name, group, own),
                own.hint().or(() -> hint(files)),
                first(files, ".in.statement"),
                first(files, ".ans.statement", ".out")));
    }

    private void reportOrphans(String name, Map<String, PackageFile> files) {
        String missing = "data/" + name + ".in is missing";
        boolean serious = files.containsKey(".ans") || !metadata.format().isLegacy();
        for (PackageFile file : files.values()) {
            if (file.name().equals("testdata.yaml") || file.name().equals("test_group.yaml")) {
                findings.error(
                        file.path(),
                        "is not of format " + metadata.format().version() + ", where groups are configured by "
                                + metadata.format().groupFile());
            } else if (serious) {
                findings.error(file.path(), "belongs to a test that is not there: " + missing);
            } else {
                findings.warning(file.path(), "is ignored: " + missing);
            }
        }
    }

    private void checkShown(String name, Map<String, PackageFile> files) {
        if (files.containsKey(".out") && files.containsKey(".ans.statement")) {
            findings.error("data/" + name + ".ans.statement", "stands beside " + name + ".out; only one of them may");
        }
        for (String kind : List.of(".in", ".ans")) {
            if (files.containsKey(kind + ".statement") != files.containsKey(kind + ".download")) {
                findings.error(
                        "data/" + name + kind + ".statement",
                        "and " + name + kind + ".download must both be there or neither");
            }
        }
        if (files.containsKey(".interaction")) {
            findings.warning("data/" + name + ".interaction", "is ignored: the problem is not interactive");
        }
    }

    private GroupSettings.OfTest ofTest(Map<String, PackageFile> files) throws IOException {
        PackageFile yaml = files.get(".yaml");
        if (yaml == null || metadata.format().isLegacy()) {
            return new GroupSettings.OfTest(Optional.empty(), Optional.empty());
        }
        return settings.readTest(yaml);
    }

    private Optional<String> hint(Map<String, PackageFile> files) {
        return first(files, ".hint").flatMap(file -> {
            try {
                return tree.text(file);
            } catch (IOException unreadable) {
                findings.error(file.path(), "cannot be read: " + unreadable.getMessage());
                return Optional.empty();
            }
        });
    }

    private static Optional<PackageFile> first(Map<String, PackageFile> files, String... endings) {
        for (String ending : endings) {
            if (files.containsKey(ending)) {
                return Optional.of(files.get(ending));
            }
        }
        return Optional.empty();
    }

    /** In the legacy format every directory is a group; now only those directly in {@code secret} are. */
    private String group(String name) {
        String directory = Names.parent(name);
        if (metadata.format().isLegacy() || directory.equals("secret") || directory.equals("sample")) {
            return directory;
        }
        int end = directory.indexOf('/', "secret/".length());
        return directory.startsWith("secret/") && end > 0 ? directory.substring(0, end) : directory;
    }

    private List<String> flags(String name, String group, GroupSettings.OfTest own) {
        List<String> flags = new ArrayList<>(metadata.validatorFlags());
        flags.addAll(own.flags().orElseGet(() -> settings.flagsOf("data/" + Names.parent(name), "data/" + group)));
        if (checkedFlags.add(List.copyOf(flags))) {
            try {
                ValidatorFlags.parse(flags);
            } catch (IllegalArgumentException refused) {
                findings.error("data/" + name, String.valueOf(refused.getMessage()));
            }
        }
        return flags;
    }

    private void checkStructure(List<PackageTest> tests) {
        if (tests.stream().allMatch(PackageTest::sample)) {
            findings.error("data/secret", "holds no test: at least one is needed, a file NAME.in with its NAME.ans");
        }
        if (!metadata.format().isLegacy()) {
            checkGroups(tests);
        }
    }

    private void checkGroups(List<PackageTest> tests) {
        for (String directory : tree.directoriesIn("data/sample")) {
            if (!directory.endsWith(INPUT_FILES)) {
                findings.error("data/sample/" + directory, "is a group, which samples must not have");
            }
        }
        List<String> groups = tree.directoriesIn("data/secret").stream()
                .filter(directory -> !directory.endsWith(INPUT_FILES))
                .toList();
        boolean ungrouped = tests.stream().anyMatch(test -> test.group().equals("secret"));
        if (ungrouped && !groups.isEmpty()) {
            findings.error(
                    "data/secret",
                    "holds both tests and groups (" + groups.getFirst() + "/), only one kind is allowed");
        }
        for (String group : groups) {
            if (tests.stream().noneMatch(test -> test.group().equals("secret/" + group))) {
                findings.error("data/secret/" + group, "is a group without a test");
            }
        }
        for (PackageTest test : tests) {
            if (tree.hasDirectory("data/" + test.name())) {
                findings.error(test.input().path(), "has the name of a directory beside it");
            }
        }
    }
}
