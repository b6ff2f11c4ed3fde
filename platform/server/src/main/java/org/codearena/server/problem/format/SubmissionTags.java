package org.codearena.server.problem.format;

import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.codearena.contract.SourceFile;

/**
 * DOMjudge's way of saying in a comment what is expected.
 *
 * @param results empty when no comment speaks of verdicts, or only of verdicts that we do not know
 */
record SubmissionTags(Set<ExpectedVerdict> results, Optional<Double> score) {
    private static final Pattern RESULTS =
            Pattern.compile("(?i)@EXPECTED_(?:RESULTS|SCORE)@:[ \\t]*([A-Za-z_, \\t-]{1,200})");
    private static final Pattern SCORE =
            Pattern.compile("(?i)@EXPECTED_SCORE@:[ \\t]*([0-9]{1,12}(?:\\.[0-9]{1,12})?)");

    /**
     * The first of each kind in any of the files; text that speaks of the tags is none of them. DOMjudge takes verdicts behind
     * either tag.
     */
    static SubmissionTags of(List<SourceFile> sources) {
        Set<ExpectedVerdict> verdicts = all(RESULTS, sources)
                .map(SubmissionTags::verdicts)
                .filter(Predicate.not(Set::isEmpty))
                .findFirst()
                .orElse(Set.of());
        return new SubmissionTags(verdicts, all(SCORE, sources).findFirst().map(Double::valueOf));
    }

    private static Set<ExpectedVerdict> verdicts(String names) {
        Set<ExpectedVerdict> verdicts = EnumSet.noneOf(ExpectedVerdict.class);
        for (String name : names.split(",", -1)) {
            ExpectedVerdict.ofDomjudge(name).ifPresent(verdicts::add);
        }
        return verdicts;
    }

    private static Stream<String> all(Pattern pattern, List<SourceFile> sources) {
        return sources.stream()
                .map(source -> new String(source.content(), StandardCharsets.ISO_8859_1))
                .flatMap(text -> pattern.matcher(text).results())
                .map(tag -> tag.group(1));
    }
}
