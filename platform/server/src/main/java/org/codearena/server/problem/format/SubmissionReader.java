package org.codearena.server.problem.format;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.codearena.contract.SourceFile;
import org.codearena.server.kernel.Quoted;

/** Reads {@code submissions}: each file or directory in one of its directories is a submission. */
final class SubmissionReader {
    private static final String ROOT = "submissions/";
    private static final int LONGEST_PATH = 255;
    private static final Pattern PYTHON_2 = Pattern.compile("#!.*python2\\b");

    private final PackageTree tree;
    private final Metadata metadata;
    private final PackageLimits limits;
    private final Findings findings;
    private final TestReader.Read data;

    SubmissionReader(
            PackageTree tree, Metadata metadata, PackageLimits limits, TestReader.Read data, Findings findings) {
        this.data = data;
        this.tree = tree;
        this.metadata = metadata;
        this.limits = limits;
        this.findings = findings;
    }

    List<PackageSubmission> read() throws IOException {
        SubmissionRules rules = SubmissionRules.read(tree, metadata.format(), partial(), findings);
        SubmissionDetails details = SubmissionDetails.read(tree, findings);
        List<PackageSubmission> submissions = new ArrayList<>();
        for (Map.Entry<String, List<PackageFile>> program : programs().entrySet()) {
            read(program.getKey(), program.getValue(), rules, details).ifPresent(submissions::add);
        }
        if (submissions.stream().noneMatch(each -> each.path().startsWith("accepted/"))) {
            findings.error("submissions/accepted", "holds no submission: at least one that is accepted is needed");
        }
        return submissions;
    }

    /** What lies between nothing and everything; absent where there are no scores. */
    private Optional<ScoreRange> partial() {
        return metadata.type().scoring()
                ? data.scoring()
                        .map(root -> ScoreRange.between(
                                root.minScore(), root.maxScore().orElse(Double.MAX_VALUE)))
                : Optional.empty();
    }

    /** The files of each program, by its path below {@code submissions}. */
    private Map<String, List<PackageFile>> programs() {
        Map<String, List<PackageFile>> programs = new TreeMap<>(Names.ORDER);
        for (PackageFile file : tree.below("submissions")) {
            String inside = file.path().substring(ROOT.length());
            int first = inside.indexOf('/');
            if (first < 0) {
                if (!file.path().equals(SubmissionRules.FILE) && !inside.equals("submissions.json")) {
                    findings.warning(
                            file.path(), "is ignored: submissions lie in directories such as submissions/accepted");
                }
                continue;
            }
            int second = inside.indexOf('/', first + 1);
            String program = second < 0 ? inside : inside.substring(0, second);
            programs.computeIfAbsent(program, _ -> new ArrayList<>()).add(file);
        }
        return programs;
    }

    private Optional<PackageSubmission> read(
            String path, List<PackageFile> files, SubmissionRules rules, SubmissionDetails details) throws IOException {
        long bytes = files.stream().mapToLong(PackageFile::bytes).sum();
        if (bytes > limits.submissionBytes()) {
            findings.error(
                    ROOT + path, "has " + bytes + " bytes, at most " + limits.submissionBytes() + " are allowed");
            return Optional.empty();
        }
        if (bytes > metadata.limits().codeBytes()) {
            findings.warning(
                    ROOT + path,
                    "has " + bytes + " bytes, more than the "
                            + metadata.limits().codeBytes() + " that the problem's code limit allows");
        }
        if (files.stream().anyMatch(file -> file.path().length() > LONGEST_PATH)) {
            findings.error(ROOT + path, "holds a path of more than " + LONGEST_PATH + " characters");
            return Optional.empty();
        }
        String directory = path.substring(0, path.indexOf('/'));
        if (directory.equals("partially_accepted") && !metadata.type().scoring()) {
            findings.warning(ROOT + path, "is for scoring problems, and type is not scoring");
        }
        List<SourceFile> sources = new ArrayList<>();
        for (PackageFile file : files) {
            sources.add(source(path, file));
        }
        return Optional.of(new PackageSubmission(
                path,
                sources,
                language(path, rules, details).or(() -> shebang(sources)),
                rules.entryPoint(path).or(() -> details.entryPoint(path)),
                new Expectation(
                        expectation(path, directory, sources, rules),
                        data.tests().stream().map(PackageTest::name).toList())));
    }

    private Optional<String> language(String path, SubmissionRules rules, SubmissionDetails details) {
        Optional<String> named = rules.language(path).or(() -> details.language(path));
        Optional<String> known = named.filter(MetadataReader::isLanguage);
        if (named.isPresent() && known.isEmpty()) {
            findings.warning(
                    ROOT + path,
                    "is said to be in " + Quoted.of(named.get())
                            + ", which the format's table of languages does not hold: its files say what it is in");
        }
        return known;
    }

    /** Both versions of Python use one ending; what is written for the old one says so, as problemtools has it. */
    private static Optional<String> shebang(List<SourceFile> sources) {
        return sources.stream()
                        .anyMatch(file -> file.path().endsWith(".py")
                                && PYTHON_2.matcher(file.text()).lookingAt())
                ? Optional.of("python2")
                : Optional.empty();
    }

    private SourceFile source(String program, PackageFile file) throws IOException {
        boolean single = file.path().equals(ROOT + program);
        String name = single ? file.name() : file.path().substring(ROOT.length() + program.length() + 1);
        byte[] content = tree.bytes(file);
        return new SourceFile(name, Constants.replace(content, metadata.constants()));
    }

    private List<ExpectationRule> expectation(
            String path, String directory, List<SourceFile> sources, SubmissionRules rules) {
        List<ExpectationRule> all = new ArrayList<>();
        Optional<ExpectationRule> ofDirectory = rules.ofDirectory(directory);
        ofDirectory.ifPresent(all::add);
        all.addAll(rules.ofGlobs(path));
        SubmissionTags tags = SubmissionTags.of(sources);
        if (!tags.results().isEmpty() && ofDirectory.isEmpty()) {
            all.add(ExpectationRule.ofVerdict(tags.results()));
        }
        ofDirectory.ifPresent(rule -> compare(path, rule, tags));
        if (metadata.type().scoring()) {
            tags.score().ifPresent(score -> all.add(ExpectationRule.ofScore(ScoreRange.of(score, score))));
        }
        if (all.isEmpty()) {
            findings.warning(
                    ROOT + path,
                    SubmissionRules.BY_COMMENT.contains(directory)
                            ? "does not say what is expected, in a comment with @EXPECTED_RESULTS@: any verdict is taken"
                            : "lies in a directory whose name says nothing about its verdict: any is taken");
        }
        return all;
    }

    /** A directory that names a verdict counts for more than a comment, as DOMjudge has it. */
    private void compare(String path, ExpectationRule rule, SubmissionTags tags) {
        Set<String> tagged = ExpectedVerdict.wireNames(tags.results());
        if (!tagged.isEmpty() && tagged.stream().noneMatch(rule.verdicts()::contains)) {
            findings.warning(
                    ROOT + path,
                    "expects " + String.join(", ", tagged)
                            + " by a comment, which its directory does not: the directory" + " counts");
        }
    }
}
