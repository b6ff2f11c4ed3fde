package org.codearena.server.problem.format;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/** YAML files of strangers: no types, no bombs, no key twice; every plain scalar stays the string that it is. */
final class Yaml {
    private static final int DEEPEST = 20;
    private static final int MOST_ALIASES = 20;

    private final PackageTree tree;
    private final Findings findings;

    Yaml(PackageTree tree, Findings findings) {
        this.tree = tree;
        this.findings = findings;
    }

    /** The map that the file holds; empty, with the reason reported, when it holds none. An empty file is an empty map. */
    Optional<YamlMap> read(PackageFile file) throws IOException {
        return tree.text(file).flatMap(text -> parse(file.path(), text));
    }

    Optional<YamlMap> parse(String path, String text) {
        try {
            Object value = loader(text.length()).load(text);
            if (value == null) {
                return Optional.of(YamlMap.empty());
            }
            if (value instanceof Map<?, ?> map) {
                return Optional.of(YamlMap.of(
                        "", map, error -> findings.error(path, error), warning -> findings.warning(path, warning)));
            }
            findings.error(path, "must hold a map of keys to values");
        } catch (MarkedYAMLException malformed) {
            findings.error(path, "is not YAML that we take: " + reason(malformed));
        } catch (YAMLException | ClassCastException refused) {
            findings.error(path, "is not YAML that we take: " + refused.getMessage());
        }
        return Optional.empty();
    }

    private static String reason(MarkedYAMLException malformed) {
        String where = malformed.getProblemMark() == null
                ? ""
                : " at line " + (malformed.getProblemMark().getLine() + 1);
        return (malformed.getProblem() == null ? "malformed" : malformed.getProblem()) + where;
    }

    private static org.yaml.snakeyaml.Yaml loader(int length) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        options.setAllowRecursiveKeys(false);
        options.setMaxAliasesForCollections(MOST_ALIASES);
        options.setNestingDepthLimit(DEEPEST);
        // The file's size has been held against its limit already.
        options.setCodePointLimit(length + 1);
        DumperOptions dumper = new DumperOptions();
        return new org.yaml.snakeyaml.Yaml(
                new SafeConstructor(options), new Representer(dumper), dumper, options, new OnlyStrings());
    }

    private static final class OnlyStrings extends Resolver {
        @Override
        protected void addImplicitResolvers() {
            // None: nothing is an integer, a date or null because of how it looks.
        }
    }
}
