package org.codearena.server.problem.format;

import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.codearena.server.kernel.Quoted;

/** Reads {@code problem.yaml}. */
final class MetadataReader {
    private static final String FILE = "problem.yaml";

    private static final Set<String> KEYS = Set.of(
            "problem_format_version",
            "type",
            "name",
            "uuid",
            "version",
            "credits",
            "source",
            "license",
            "rights_owner",
            "embargo_until",
            "limits",
            "keywords",
            "languages",
            "allow_file_writing",
            "constants");

    private static final Set<String> DRAFT_KEYS =
            Stream.concat(KEYS.stream(), Stream.of("source_url")).collect(Collectors.toUnmodifiableSet());

    private static final Set<String> LEGACY_KEYS = Set.of(
            "problem_format_version",
            "type",
            "name",
            "uuid",
            "author",
            "source",
            "source_url",
            "license",
            "rights_owner",
            "limits",
            "validation",
            "validator_flags",
            "grading",
            "keywords");

    private static final Set<String> CREDITS =
            Set.of("authors", "contributors", "testers", "translators", "packagers", "acknowledgements");

    private static final Set<String> PERSON = Set.of("name", "email", "orcid", "kattis");

    private static final Set<String> LICENSES =
            Set.of("unknown", "public domain", "cc0", "cc by", "cc by-sa", "educational", "permission");

    /** Codes of the format's table of languages. */
    private static final Set<String> LANGUAGES = Set.of(
            "ada",
            "algol68",
            "apl",
            "bash",
            "c",
            "cgmp",
            "cobol",
            "cpp",
            "cppgmp",
            "crystal",
            "csharp",
            "d",
            "dart",
            "elixir",
            "erlang",
            "forth",
            "fortran",
            "fsharp",
            "gerbil",
            "go",
            "haskell",
            "java",
            "javaalgs4",
            "javascript",
            "julia",
            "kotlin",
            "lisp",
            "lua",
            "modula2",
            "nim",
            "objectivec",
            "ocaml",
            "octave",
            "odin",
            "pascal",
            "perl",
            "php",
            "prolog",
            "python2",
            "python3",
            "python3numpy",
            "racket",
            "ruby",
            "rust",
            "scala",
            "simula",
            "smalltalk",
            "snobol",
            "swift",
            "typescript",
            "visualbasic",
            "zig");

    private static final Pattern CONSTANT = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");
    private static final Pattern PERSON_WITH_ADDRESS = Pattern.compile("(.*?)\\s*<[^<>]*>\\s*");

    private final PackageTree tree;
    private final PackageLimits limits;
    private final Findings findings;

    MetadataReader(PackageTree tree, PackageLimits limits, Findings findings) {
        this.tree = tree;
        this.limits = limits;
        this.findings = findings;
    }

    /** The metadata; empty when there is no file to speak of or its format is none that we read. */
    Optional<Metadata> read() throws IOException {
        Optional<PackageFile> file = tree.file(FILE);
        if (file.isEmpty()) {
            findings.error(FILE, "is missing: a problem package is a directory that holds one");
            return Optional.empty();
        }
        Optional<YamlMap> yaml = new Yaml(tree, findings).read(file.get());
        if (yaml.isEmpty()) {
            return Optional.empty();
        }
        String version = yaml.get().string("problem_format_version").orElse(Format.LEGACY.version());
        Optional<Format> format = Format.of(version);
        if (format.isEmpty()) {
            error("problem_format_version is " + Quoted.of(version) + ", supported are " + Format.known());
            return Optional.empty();
        }
        if (!format.get().version().equals(version)) {
            findings.warning(
                    FILE,
                    "problem_format_version is " + Quoted.of(version) + ": it is read as "
                            + format.get().version());
        }
        return Optional.of(
                format.get().isLegacy() ? legacy(format.get(), yaml.get()) : current(format.get(), yaml.get()));
    }

    /** Whether the format's table of languages has this code. */
    static boolean isLanguage(String code) {
        return LANGUAGES.contains(code);
    }

    private void error(String text) {
        findings.error(FILE, text);
    }

    private Metadata current(Format format, YamlMap yaml) throws IOException {
        if (format.isDraft()) {
            yaml.warnOfOthersThan(DRAFT_KEYS);
        } else {
            yaml.allowOnly(KEYS);
        }
        if (!yaml.has("uuid")) {
            findings.warning(
                    FILE, "uuid is missing: the format asks for one, which tells this problem from all others");
        }
        Metadata.Type type = new TypeReader(yaml).current();
        YamlMap limitsMap = yaml.map("limits");
        if (limitsMap.has("validation_passes") && !type.multiPass()) {
            limitsMap.warn("validation_passes", "is ignored: type is not multi-pass");
        }
        return new Metadata(
                format,
                type,
                new Metadata.Validation(type.needsValidator() ? Optional.of(true) : Optional.empty(), type.scoring()),
                Metadata.Grading.NONE,
                yaml.bool("allow_file_writing").orElse(false),
                names(yaml),
                uuid(yaml),
                yaml.string("version"),
                credits(format, yaml, authors(yaml), sources(yaml)),
                keywords(yaml.list("keywords")),
                new LimitsReader(tree, limits, findings).current(limitsMap),
                languages(yaml.strings("languages")),
                constants(yaml),
                List.of(),
                embargo(yaml));
    }

    private Metadata legacy(Format format, YamlMap yaml) throws IOException {
        yaml.warnOfOthersThan(LEGACY_KEYS);
        TypeReader types = new TypeReader(yaml);
        Metadata.Type type = types.legacy();
        Metadata.Validation validation = types.legacyValidation(type);
        if (yaml.has("grading") && !type.scoring()) {
            findings.warning(FILE, "grading is for scoring problems: type is not scoring, so no score is shown");
        }
        return new Metadata(
                format,
                type,
                validation,
                type.scoring() ? types.grading() : Metadata.Grading.NONE,
                false,
                yaml.string("name").map(name -> Map.of("", name)).orElse(Map.of()),
                uuid(yaml),
                Optional.empty(),
                credits(format, yaml, legacyAuthors(yaml), words(yaml.string("source"), "\\n")),
                keywords(yaml.isList("keywords") ? yaml.list("keywords") : words(yaml.string("keywords"), "\\s+")),
                new LimitsReader(tree, limits, findings).legacy(yaml.map("limits")),
                List.of(),
                Map.of(),
                CommandLine.split(yaml.string("validator_flags").orElse("")),
                Optional.empty());
    }

    private static List<String> words(Optional<String> text, String separator) {
        return text.map(value -> Arrays.stream(value.split(separator, -1))
                        .map(String::strip)
                        .filter(word -> !word.isEmpty())
                        .toList())
                .orElse(List.of());
    }

    private static Optional<String> uuid(YamlMap yaml) {
        Optional<String> uuid = yaml.string("uuid");
        if (uuid.isPresent() && !uuid.get().matches("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")) {
            yaml.warn("uuid", "is " + Quoted.of(uuid.get()) + ", which is not a UUID: it is ignored");
            return Optional.empty();
        }
        return uuid;
    }

    private Map<String, String> names(YamlMap yaml) {
        if (!yaml.has("name")) {
            error("name is missing");
            return Map.of();
        }
        if (!yaml.isMap("name")) {
            return yaml.string("name").map(name -> Map.of("en", name)).orElse(Map.of());
        }
        YamlMap byLanguage = yaml.map("name");
        Map<String, String> names = new LinkedHashMap<>();
        for (String language : byLanguage.keys()) {
            if (!Names.LANGUAGE.matcher(language).matches()) {
                error("name." + language + " is of no language: codes look like en, fil or pt-BR");
            }
            byLanguage.string(language).ifPresent(name -> names.put(language, name));
        }
        return names;
    }

    private static List<String> keywords(List<String> keywords) {
        return keywords.stream()
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private List<String> languages(List<String> languages) {
        if (languages.equals(List.of("all"))) {
            return List.of();
        }
        languages.stream()
                .filter(language -> !LANGUAGES.contains(language))
                .forEach(language -> findings.warning(
                        FILE,
                        "languages holds " + Quoted.of(language) + ", which the format's table of languages does not"));
        return languages;
    }

    private static Map<String, String> constants(YamlMap yaml) {
        YamlMap map = yaml.map("constants");
        Map<String, String> constants = new LinkedHashMap<>();
        for (String name : map.keys()) {
            if (!CONSTANT.matcher(name).matches()) {
                map.error(name, "is no name of a constant: letters, digits and '_', no digit first");
            }
            map.string(name).ifPresent(value -> constants.put(name, value));
        }
        return constants;
    }

    private static Optional<Instant> embargo(YamlMap yaml) {
        return yaml.string("embargo_until").flatMap(text -> {
            try {
                return Optional.of(
                        text.length() == 10
                                ? LocalDate.parse(text)
                                        .atStartOfDay(ZoneOffset.UTC)
                                        .toInstant()
                                : Instant.parse(text));
            } catch (DateTimeParseException malformed) {
                yaml.error(
                        "embargo_until", "is " + Quoted.of(text) + ", allowed are 2026-01-31 and 2026-01-31T12:00:00Z");
                return Optional.empty();
            }
        });
    }

    private Metadata.Credits credits(Format format, YamlMap yaml, List<String> authors, List<String> source) {
        String license = yaml.string("license").orElse("unknown");
        if (!LICENSES.contains(license)) {
            String text = "license is " + Quoted.of(license) + ", known are unknown, public domain, cc0, cc by,"
                    + " cc by-sa, educational, permission";
            if (format.isLegacy()) {
                findings.warning(FILE, text);
            } else {
                error(text);
            }
        }
        Optional<String> owner = yaml.string("rights_owner");
        if (license.equals("public domain") && owner.isPresent()) {
            findings.warning(FILE, "rights_owner is set, though license is 'public domain'");
        }
        boolean free = license.equals("unknown") || license.equals("public domain");
        if (!free && owner.isEmpty() && authors.isEmpty() && source.isEmpty()) {
            findings.warning(
                    FILE,
                    "license is '" + license + "', but nothing says whose the problem is: rights_owner, "
                            + "authors or source");
        }
        return new Metadata.Credits(authors, source, license, owner);
    }

    private static List<String> authors(YamlMap yaml) {
        if (!yaml.isMap("credits")) {
            return yaml.string("credits")
                    .map(author -> List.of(withoutAddress(author)))
                    .orElse(List.of());
        }
        YamlMap credits = yaml.map("credits");
        credits.allowOnly(CREDITS);
        for (String role : CREDITS) {
            if (!role.equals("translators")) {
                persons(credits, role);
            }
        }
        YamlMap translators = credits.map("translators");
        translators.keys().forEach(language -> persons(translators, language));
        return persons(credits, "authors");
    }

    private static List<String> persons(YamlMap map, String key) {
        return map.entries(key, "name").stream()
                .map(person -> {
                    person.allowOnly(PERSON);
                    return withoutAddress(person.string("name").orElse(""));
                })
                .filter(name -> !name.isEmpty())
                .toList();
    }

    private static String withoutAddress(String person) {
        var matcher = PERSON_WITH_ADDRESS.matcher(person);
        return matcher.matches() ? matcher.group(1) : person.strip();
    }

    private static List<String> legacyAuthors(YamlMap yaml) {
        return words(yaml.string("author"), ",\\s*|\\s+and\\s+").stream()
                .map(MetadataReader::withoutAddress)
                .toList();
    }

    private static List<String> sources(YamlMap yaml) {
        return yaml.entries("source", "name").stream()
                .map(source -> {
                    source.allowOnly(Set.of("name", "url"));
                    return source.string("name").orElse("");
                })
                .filter(name -> !name.isEmpty())
                .toList();
    }
}
