package org.codearena.server.problem.format;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.codearena.server.problem.statement.LatexStatement;
import org.codearena.server.problem.statement.MarkdownStatement;
import org.codearena.server.problem.statement.Statement;
import org.codearena.server.problem.statement.StatementContext;
import org.codearena.server.problem.statement.StatementContext.Sample;
import org.jspecify.annotations.Nullable;

/** Reads the statements in all their languages and the files beside them. */
final class StatementReader {
    private static final Pattern NAME = Pattern.compile("problem(?:\\.([A-Za-z-]{2,6}))?\\.(tex|md|pdf)");

    /** Of several statements in one language the first of these kinds is taken. */
    private static final List<String> KINDS = List.of("md", "tex", "pdf");

    /** What of a sample a statement may show is cut there later; more need not be read. */
    private static final int SAMPLE_BYTES = 64 << 10;

    private final PackageTree tree;
    private final Metadata metadata;
    private final String slug;
    private final Findings findings;
    private final Documents documents;

    StatementReader(PackageTree tree, Metadata metadata, String slug, Findings findings, Documents documents) {
        this.tree = tree;
        this.metadata = metadata;
        this.slug = slug;
        this.findings = findings;
        this.documents = documents;
    }

    /** The statements, English first. */
    List<PackageStatement> read(List<PackageTest> tests) throws IOException {
        Map<String, PackageFile> files = files();
        StatementContext context = new StatementContext(
                "/api/v1/problems/" + slug + "/files/", metadata.constants(), samples(tests), documents.names());
        List<PackageStatement> statements = new ArrayList<>();
        for (Map.Entry<String, PackageFile> file : files.entrySet()) {
            read(file.getKey(), file.getValue(), context).ifPresent(statements::add);
        }
        if (files.isEmpty()) {
            findings.error(
                    metadata.format().statementDirectory(),
                    "holds no statement: one is needed, such as problem.en."
                            + (metadata.format().isLegacy() ? "tex" : "md"));
        } else if (!metadata.format().isLegacy()) {
            checkNames(files);
        }
        return statements;
    }

    /** The statement of each language; everything else beside them becomes a document. */
    private Map<String, PackageFile> files() throws IOException {
        Map<String, PackageFile> byLanguage = new TreeMap<>(StatementReader::englishFirst);
        for (PackageFile file : tree.in(directory())) {
            Matcher name = NAME.matcher(file.name());
            if (name.matches()) {
                addStatement(byLanguage, language(name.group(1), file), file);
            } else {
                documents.addPicture(file);
            }
        }
        if (byLanguage.isEmpty()) {
            // Packages for DOMjudge may have nothing but this, whatever their format.
            tree.file("problem.pdf").ifPresent(file -> byLanguage.put("en", file));
        }
        for (PackageFile file : tree.below("attachments")) {
            addAttachment(file);
        }
        return byLanguage;
    }

    private void addAttachment(PackageFile file) {
        if (Names.parent(file.path()).equals("attachments")) {
            documents.addAttachment(file);
        } else {
            findings.warning(file.path(), "is not offered: attachments lie in attachments/ itself");
        }
    }

    private String directory() {
        String own = metadata.format().statementDirectory();
        String other = metadata.format().isLegacy() ? "statement" : "problem_statement";
        if (!tree.hasDirectory(own) && tree.hasDirectory(other)) {
            findings.warning(
                    other,
                    "is taken as " + own + ", as format " + metadata.format().version() + " calls it");
            return other;
        }
        return own;
    }

    private static int englishFirst(String one, String other) {
        return Boolean.compare(other.equals("en"), one.equals("en")) != 0
                ? Boolean.compare(other.equals("en"), one.equals("en"))
                : one.compareTo(other);
    }

    private String language(@Nullable String named, PackageFile file) {
        if (named == null) {
            if (metadata.format() == Format.V2025_09) {
                findings.error(file.path(), "names no language: it must be called like problem.en.md");
            }
            return "en";
        }
        if (!Names.LANGUAGE.matcher(named).matches()) {
            findings.error(file.path(), "is of no language: codes look like en, fil or pt-BR");
        }
        return named;
    }

    private void addStatement(Map<String, PackageFile> byLanguage, String language, PackageFile file) {
        PackageFile known = byLanguage.get(language);
        if (known != null) {
            boolean better = rank(file) < rank(known);
            findings.warning(
                    (better ? known : file).path(),
                    "is ignored: " + (better ? file : known).name() + " is of its language too");
            if (!better) {
                return;
            }
        }
        byLanguage.put(language, file);
    }

    private static int rank(PackageFile file) {
        return KINDS.indexOf(file.name().substring(file.name().lastIndexOf('.') + 1));
    }

    private List<Sample> samples(List<PackageTest> tests) throws IOException {
        List<Sample> samples = new ArrayList<>();
        for (PackageTest test : tests) {
            if (test.sample() && test.shown().any()) {
                samples.add(sample(test));
            }
        }
        return samples;
    }

    private Sample sample(PackageTest test) throws IOException {
        if (test.shown().interaction().isPresent()) {
            return Sample.ofInteraction(beginning(test.shown().interaction().get()));
        }
        return new Sample(
                beginning(test.shown().input().orElse(test.input())),
                beginning(test.shown().answer().orElse(test.answer())));
    }

    private String beginning(PackageFile file) throws IOException {
        return tree.beginning(file, SAMPLE_BYTES);
    }

    private Optional<PackageStatement> read(String language, PackageFile file, StatementContext context)
            throws IOException {
        if (file.name().endsWith(".pdf")) {
            return documents.addStatement(file) ? Optional.of(pdf(language, file, context)) : Optional.empty();
        }
        Optional<String> text = tree.text(file);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Statement statement = file.name().endsWith(".md")
                ? MarkdownStatement.convert(text.get(), context)
                : LatexStatement.convert(text.get(), context);
        statement.errors().forEach(error -> findings.error(file.path(), error));
        statement.warnings().forEach(warning -> findings.warning(file.path(), warning));
        return Optional.of(
                new PackageStatement(language, title(language, statement.title()), statement.html(), Optional.empty()));
    }

    private PackageStatement pdf(String language, PackageFile file, StatementContext context) {
        String html = "<p><a href=\"" + context.filesPath() + file.name() + "\">" + file.name() + "</a></p>";
        return new PackageStatement(language, title(language, Optional.empty()), html, Optional.of(file.name()));
    }

    /** In the current format problem.yaml names the problem; in the legacy one the statement does, if anything. */
    private String title(String language, Optional<String> own) {
        Optional<String> named = Optional.ofNullable(metadata.names().get(language));
        Optional<String> general = Optional.ofNullable(metadata.names().get(""));
        return named.or(() -> own).or(() -> general).orElse(slug);
    }

    private void checkNames(Map<String, PackageFile> files) {
        TreeSet<String> unnamed = new TreeSet<>(files.keySet());
        unnamed.removeAll(metadata.names().keySet());
        TreeSet<String> unstated = new TreeSet<>(metadata.names().keySet());
        unstated.removeAll(files.keySet());
        if (!unnamed.isEmpty()) {
            findings.warning("problem.yaml", "name is missing for the statement in " + String.join(", ", unnamed));
        }
        if (!unstated.isEmpty()) {
            findings.warning(
                    "problem.yaml", "name is given for " + String.join(", ", unstated) + ", where no statement is");
        }
    }
}
