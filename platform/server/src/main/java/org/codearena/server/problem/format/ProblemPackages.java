package org.codearena.server.problem.format;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.codearena.server.kernel.Quoted;

/** Reads problem packages from directories. Thread-safe. */
public final class ProblemPackages {
    private static final Pattern SLUG = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?");

    private final PackageLimits limits;

    public ProblemPackages(PackageLimits limits) {
        this.limits = limits;
    }

    /** Whether a problem may be called that in addresses. */
    public static boolean isSlug(String name) {
        return SLUG.matcher(name).matches();
    }

    /** What a slug looks like, for messages. */
    public static String slugRule() {
        return "1 to 64 lower-case letters, digits and dashes, no dash at either end";
    }

    /**
     * Reads the package in this directory, which names the problem.
     *
     * @throws PackageRefusedException with everything that is wrong
     */
    public ParsedPackage read(Path directory) throws IOException, PackageRefusedException {
        return read(directory, String.valueOf(directory.toRealPath().getFileName()));
    }

    /**
     * Reads the package in this directory as the problem of this name.
     *
     * @throws PackageRefusedException with everything that is wrong
     */
    public ParsedPackage read(Path directory, String slug) throws IOException, PackageRefusedException {
        Findings findings = new Findings();
        if (!isSlug(slug)) {
            findings.error("", "the problem's name is " + Quoted.of(slug) + ", allowed are " + slugRule());
        }
        PackageTree tree = PackageTree.scan(directory, limits, findings);
        Optional<Metadata> metadata = new MetadataReader(tree, limits, findings).read();
        if (metadata.isEmpty()) {
            // Without it nothing else can be read for what it is.
            throw new PackageRefusedException(findings.all());
        }
        return read(tree, metadata.get(), slug, findings);
    }

    private ParsedPackage read(PackageTree tree, Metadata metadata, String slug, Findings findings)
            throws IOException, PackageRefusedException {
        PartsReader parts = new PartsReader(tree, metadata, limits, findings);
        parts.checkRest();
        Optional<PackageProgram> validator = parts.validator();
        TestReader.Read data = new TestReader(tree, metadata, validator.isPresent(), findings).read();
        List<PackageTest> tests = data.tests();
        Documents documents = new Documents(limits, findings);
        List<PackageStatement> statements = new StatementReader(tree, metadata, slug, findings, documents).read(tests);
        data.interactions().forEach(documents::addInteraction);
        List<PackageSubmission> submissions = new SubmissionReader(tree, metadata, limits, data, findings).read();
        PackageJudgement judgement = new PackageJudgement(
                validator, parts.inputValidators(), parts.includes(), data.scoring(), data.checks());
        findings.throwIfErrors();
        return new ParsedPackage(
                slug,
                PackageHash.of(tree),
                metadata,
                statements,
                tests,
                judgement,
                documents.all(),
                submissions,
                findings.all());
    }
}
