package org.codearena.server.problem.format;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.codearena.contract.SourceFile;

/** Reads {@code submissions}: each file or directory in one of its directories is a submission. */
final class SubmissionReader {
    private static final String ROOT = "submissions/";
    private static final int LONGEST_PATH = 255;
    private static final Pattern EXPECTED_RESULTS =
            Pattern.compile("(?i)@EXPECTED_RESULTS@:[ \\t]*([A-Za-z_, \\t-]{1,200})");

    private final PackageTree tree;
    private final Metadata metadata;
    private final PackageLimits limits;
    private final Findings findings;

    SubmissionReader(PackageTree tree, Metadata metadata, PackageLimits limits, Findings findings) {
        this.tree = tree;
        this.metadata = metadata;
        this.limits = limits;
        this.findings = findings;
    }

    List<PackageSubmission> read() throws IOException {
        SubmissionRules rules = SubmissionRules.read(tree, metadata.format(), findings);
        List<PackageSubmission> submissions = new ArrayList<>();
        for (Map.Entry<String, List<PackageFile>> program : programs().entrySet()) {
            read(program.getKey(), program.getValue(), rules).ifPresent(submissions::add);
        }
        if (submissions.stream().noneMatch(each -> each.path().startsWith("accepted/"))) {
            findings.error("submissions/accepted", "holds no submission: at least one that is accepted is needed");
        }
        return submissions;
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

    private Optional<PackageSubmission> read(String path, List<PackageFile> files, SubmissionRules rules)
            throws IOException {
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
        if (directory.equals("partially_accepted")) {
            findings.error(ROOT + path, "is for scoring problems, which are not supported yet");
        }
        List<SourceFile> sources = new ArrayList<>();
        for (PackageFile file : files) {
            sources.add(source(path, file));
        }
        return Optional.of(new PackageSubmission(
                path,
                sources,
                rules.language(path),
                rules.entryPoint(path),
                new Expectation(expectation(path, directory, sources, rules))));
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
        if (ofDirectory.isEmpty()) {
            expectedResults(sources).ifPresent(all::add);
        }
        all.addAll(rules.ofGlobs(path));
        if (all.isEmpty()) {
            findings.warning(
                    ROOT + path,
                    SubmissionRules.BY_COMMENT.contains(directory)
                            ? "does not say what is expected, in a comment with @EXPECTED_RESULTS@: any verdict is taken"
                            : "lies in a directory whose name says nothing about its verdict: any is taken");
        }
        return all;
    }

    /** DOMjudge's way of saying in a comment which verdicts are expected. */
    private static Optional<ExpectationRule> expectedResults(List<SourceFile> sources) {
        for (SourceFile source : sources) {
            Matcher tag = EXPECTED_RESULTS.matcher(new String(source.content(), StandardCharsets.ISO_8859_1));
            if (tag.find()) {
                Set<ExpectedVerdict> verdicts = EnumSet.noneOf(ExpectedVerdict.class);
                for (String name : tag.group(1).split(",", -1)) {
                    ExpectedVerdict.ofDomjudge(name).ifPresent(verdicts::add);
                }
                return verdicts.isEmpty() ? Optional.empty() : Optional.of(ExpectationRule.ofVerdict(verdicts));
            }
        }
        return Optional.empty();
    }
}
