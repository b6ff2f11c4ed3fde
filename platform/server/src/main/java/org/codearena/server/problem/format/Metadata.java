package org.codearena.server.problem.format;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code problem.yaml} says, in either format.
 *
 * @param type what kind of problem it is
 * @param validation how output is judged
 * @param grading of the legacy format's scoring problems
 * @param fileWriting submissions may write files where they run
 * @param names of the problem by language of the statement; a legacy package may name itself in its statements only
 * @param version the author's own, of no meaning to us
 * @param credits who made it, as it is shown
 * @param keywords as they stand, those that name a difficulty included
 * @param languages codes of the format's languages that it may be solved in, none for all
 * @param constants by name
 * @param validatorFlags for every test, before what its group adds
 * @param embargo not to be shown to the public before this
 */
public record Metadata(
        Format format,
        Type type,
        Validation validation,
        Grading grading,
        boolean fileWriting,
        Map<String, String> names,
        Optional<String> uuid,
        Optional<String> version,
        Credits credits,
        List<String> keywords,
        ProblemLimits limits,
        List<String> languages,
        Map<String, String> constants,
        List<String> validatorFlags,
        Optional<Instant> embargo) {

    /** What kind of problem it is; none of these is a batch problem. */
    public record Type(boolean scoring, boolean interactive, boolean multiPass) {
        public static final Type BATCH = new Type(false, false, false);

        /** Whether the default validator cannot judge it. */
        public boolean needsValidator() {
            return interactive || multiPass;
        }
    }

    /**
     * How output is judged.
     *
     * @param custom by the package's own validator; empty where the package has one or not
     * @param scores the validator may give a score
     */
    public record Validation(Optional<Boolean> custom, boolean scores) {}

    /**
     * What a legacy package says about scores.
     *
     * @param minimize the least score is the best
     * @param defaults settings of groups by key, where {@code problem.yaml} overrides those of all groups
     */
    public record Grading(boolean minimize, Map<String, String> defaults) {
        public static final Grading NONE = new Grading(false, Map.of());

        public Grading {
            defaults = Map.copyOf(defaults);
        }
    }

    /**
     * Whose it is.
     *
     * @param source where it was first used
     */
    public record Credits(List<String> authors, List<String> source, String license, Optional<String> rightsOwner) {
        public Credits {
            authors = List.copyOf(authors);
            source = List.copyOf(source);
        }
    }

    public Metadata {
        names = Map.copyOf(names);
        keywords = List.copyOf(keywords);
        languages = List.copyOf(languages);
        constants = Map.copyOf(constants);
        validatorFlags = List.copyOf(validatorFlags);
    }

    public Optional<Difficulty> difficulty() {
        return Difficulty.amongKeywords(keywords);
    }

    /** The keywords that do not name a difficulty. */
    public List<String> tags() {
        return keywords.stream()
                .filter(keyword -> Difficulty.of(keyword).isEmpty())
                .distinct()
                .toList();
    }
}
