package org.codearena.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.lang.model.SourceVersion;

/**
 * The project of a new language plugin: the example's files under other names, and what it takes to build them elsewhere.
 *
 * @param name of the project and its jar
 * @param id of the language
 */
record PluginProject(String name, String id) {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,63}");
    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9]{0,31}");
    private static final List<String> OWN_FILES = List.of("pom.xml", "README.md");

    /** What the plugin is compiled against; the server brings its own at run time. */
    private static final List<String> INTERFACE = List.of("codearena-plugin-api", "codearena-contract");

    PluginProject {
        require(NAME, "NAME", name, "lower-case letters, digits and '-', a letter first, at most 64");
        require(ID, "ID", id, "lower-case letters and digits, a letter first, at most 32");
        if (name.startsWith("codearena-lang-")) {
            throw new FailureException("NAME '" + name + "' is not allowed: jars called codearena-lang-* are those that"
                    + " CodeArena ships, and are replaced at each start");
        }
    }

    private static void require(Pattern pattern, String what, String value, String allowed) {
        if (!pattern.matcher(value).matches()) {
            throw new FailureException("%s '%s' is not allowed: it must be %s".formatted(what, value, allowed));
        }
    }

    /** Writes everything, into a directory that is not there yet or is empty. */
    void write(Path target, AppLayout app) throws IOException {
        requireEmpty(target);
        Path example = app.example();
        try (Stream<Path> files = Files.walk(example)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String path = renamed(example.relativize(file).toString());
                write(target.resolve(path), renamed(Files.readString(file)));
            }
        }
        for (String file : OWN_FILES) {
            write(target.resolve(file), filledIn(resource(file)));
        }
        write(target.resolve(".gitignore"), "target/\n");
        for (String module : INTERFACE) {
            Files.createDirectories(target.resolve("lib"));
            Files.copy(app.jar(module), target.resolve("lib").resolve(module + ".jar"));
        }
    }

    private static void requireEmpty(Path target) throws IOException {
        if (!Files.exists(target)) {
            return;
        }
        try (Stream<Path> there = Files.list(target)) {
            if (there.findAny().isPresent()) {
                throw new FailureException(target + " is not empty, and nothing is written over: give another --dir");
            }
        }
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, text);
    }

    /** The example's names, in its texts and in its paths. What is about Perl itself stays, until its new owner goes on. */
    private String renamed(String text) {
        return text.replace("org.codearena.example.perl", packageName())
                .replace("org/codearena/example/perl", packageName().replace('.', '/'))
                .replace("PerlPlugin", className() + "Plugin")
                .replace("PerlLanguage", className() + "Language")
                .replace("PerlPrograms", className() + "Programs")
                .replace("ID = \"perl\"", "ID = \"" + id + '"')
                .replace("\"Perl 5\"", '"' + className() + '"')
                .replace("codearena-perl", "codearena-" + id);
    }

    private String filledIn(String text) {
        return text.replace("@name@", name)
                .replace("@id@", id)
                .replace("@class@", className())
                .replace("@package@", packageName().replace('.', '/'));
    }

    private String packageName() {
        return "org.example." + (SourceVersion.isKeyword(id) ? id + "_" : id);
    }

    private String className() {
        return id.substring(0, 1).toUpperCase(Locale.ROOT) + id.substring(1);
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = PluginProject.class.getResourceAsStream("plugin/" + name)) {
            if (in == null) {
                throw new IllegalStateException("no resource plugin/" + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
