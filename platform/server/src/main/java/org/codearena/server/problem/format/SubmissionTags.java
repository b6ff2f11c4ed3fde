package org.codearena.server.problem.format;

import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.codearena.contract.SourceFile;

/**
 * DOMjudge's way of saying in a comment what is expected.
 *
 * @param results empty when no comment speaks of verdicts, or only of verdicts that we do not know
 */
record SubmissionTags(Set<ExpectedVerdict> results, Optional<Double> score) {
    private static final Pattern RESULTS = Pattern.compile("(?i)@EXPECTED_RESULTS@:[ \\t]*([A-Za-z_, \\t-]{1,200})");
    private static final Pattern SCORE =
            Pattern.compile("(?i)@EXPECTED_SCORE@:[ \\t]*([0-9]{1,12}(?:\\.[0-9]{1,12})?)");

    /** The first of each kind in any of the files. */
    static SubmissionTags of(List<SourceFile> sources) {
        Set<ExpectedVerdict> verdicts = EnumSet.noneOf(ExpectedVerdict.class);
        first(RESULTS, sources).ifPresent(names -> {
            for (String name : names.split(",", -1)) {
                ExpectedVerdict.ofDomjudge(name).ifPresent(verdicts::add);
            }
        });
        return new SubmissionTags(verdicts, first(SCORE, sources).map(Double::valueOf));
    }

    private static Optional<String> first(Pattern pattern, List<SourceFile> sources) {
        for (SourceFile source : sources) {
            Matcher tag = pattern.matcher(new String(source.content(), StandardCharsets.ISO_8859_1));
            if (tag.find()) {
                return Optional.of(tag.group(1));
            }
        }
        return Optional.empty();
    }
}
