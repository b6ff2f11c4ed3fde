package org.codearena.server.problem.format;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** DOMjudge's {@code submissions.json}: language and entry point of submissions whose files do not say it. */
final class SubmissionDetails {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private record Detail(Optional<String> language, Optional<String> entryPoint) {
        static final Detail NONE = new Detail(Optional.empty(), Optional.empty());
    }

    private final Map<String, Detail> byPath = new HashMap<>();

    private SubmissionDetails() {}

    static SubmissionDetails read(PackageTree tree, Findings findings) throws IOException {
        SubmissionDetails details = new SubmissionDetails();
        for (PackageFile file : Stream.of("submissions.json", "submissions/submissions.json")
                .map(tree::file)
                .flatMap(Optional::stream)
                .toList()) {
            Optional<String> text = tree.text(file);
            try {
                text.map(JSON::readTree).ifPresent(details::add);
            } catch (JacksonException malformed) {
                findings.warning(file.path(), "is ignored: it is not JSON");
            }
        }
        return details;
    }

    private void add(JsonNode root) {
        root.propertyStream()
                .forEach(entry -> byPath.put(
                        plain(entry.getKey()),
                        new Detail(text(entry.getValue(), "langid"), text(entry.getValue(), "entry_point"))));
    }

    /** Paths stand there with the directory in front, those of directories with a slash behind. */
    private static String plain(String path) {
        return path.replaceFirst("^/*submissions/", "").replaceFirst("/+$", "");
    }

    private static Optional<String> text(JsonNode detail, String key) {
        return Optional.ofNullable(detail.get(key))
                .filter(JsonNode::isString)
                .map(JsonNode::asString)
                .filter(text -> !text.isBlank());
    }

    Optional<String> language(String path) {
        return byPath.getOrDefault(path, Detail.NONE).language();
    }

    Optional<String> entryPoint(String path) {
        return byPath.getOrDefault(path, Detail.NONE).entryPoint();
    }
}
