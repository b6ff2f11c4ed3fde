package org.codearena.server.problem.format;

import java.util.List;

/**
 * A problem package that can be used. Its tests and documents are files of the directory that it was read from, so it
 * lives as long as that.
 *
 * @param slug the problem's name in addresses
 * @param hash of all its files: two packages of the same hash are the same
 * @param statements English first, at least one
 * @param tests samples first, each group's together, in the order in which they are used
 * @param judgement what it brings for judging
 * @param submissions its own, at least one of which must be accepted
 * @param findings what its author should know
 */
public record ParsedPackage(
        String slug,
        String hash,
        Metadata metadata,
        List<PackageStatement> statements,
        List<PackageTest> tests,
        PackageJudgement judgement,
        List<PackageDocument> documents,
        List<PackageSubmission> submissions,
        List<Finding> findings) {

    public ParsedPackage {
        statements = List.copyOf(statements);
        tests = List.copyOf(tests);
        documents = List.copyOf(documents);
        submissions = List.copyOf(submissions);
        findings = List.copyOf(findings);
    }

    /** What is taken as it is, but probably not as it was meant. */
    public List<Finding> warnings() {
        return findings.stream()
                .filter(finding -> finding.level() == Finding.Level.WARNING)
                .toList();
    }

    /** The problem's name, in English if it has one. */
    public String title() {
        return statements.getFirst().title();
    }
}
