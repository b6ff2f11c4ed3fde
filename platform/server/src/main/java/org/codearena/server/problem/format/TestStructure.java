package org.codearena.server.problem.format;

import java.util.List;

/** Holds the tests of a package against what the format says of how they lie together. */
final class TestStructure {
    private final PackageTree tree;
    private final Metadata metadata;
    private final Findings findings;

    TestStructure(PackageTree tree, Metadata metadata, Findings findings) {
        this.tree = tree;
        this.metadata = metadata;
        this.findings = findings;
    }

    /** Whether a directory is a group of the current format. */
    static boolean isGroup(String directory) {
        return directory.equals("data/sample")
                || directory.equals("data/secret")
                || Names.parent(directory).equals("data/secret");
    }

    void check(List<PackageTest> tests, TestFiles files) {
        if (tests.stream().allMatch(PackageTest::sample)) {
            findings.error("data/secret", "holds no test: at least one is needed, a file NAME.in with its NAME.ans");
        }
        for (String name : files.withFilesBeside()) {
            if (tests.stream().noneMatch(test -> test.name().equals(name))) {
                findings.warning(
                        "data/" + name + TestFiles.BESIDE, "is ignored: there is no test of that name beside it");
            }
        }
        if (!metadata.format().hasLegacyGroups()) {
            checkGroups(tests);
        }
    }

    private void checkGroups(List<PackageTest> tests) {
        for (String directory : tree.directoriesIn("data/sample")) {
            if (!directory.endsWith(TestFiles.BESIDE)) {
                findings.error("data/sample/" + directory, "is a group, which samples must not have");
            }
        }
        List<String> groups = tree.directoriesIn("data/secret").stream()
                .filter(directory -> !directory.endsWith(TestFiles.BESIDE))
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
