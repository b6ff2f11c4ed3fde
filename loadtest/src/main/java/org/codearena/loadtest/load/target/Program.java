package org.codearena.loadtest.load.target;

import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.codearena.contract.SourceFile;

/**
 * A program whose verdict is known.
 *
 * @param path where it stands in its package
 * @param expected the verdicts that it may end with
 */
public record Program(
        String problem,
        String language,
        String path,
        List<SourceFile> files,
        Optional<String> entryPoint,
        List<String> expected) {
    public Program {
        files = List.copyOf(files);
        expected = List.copyOf(expected);
    }

    /** The request that submits it. */
    public Map<String, Object> submission() {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("problem", problem);
        body.put("language", language);
        body.put(
                "files",
                files.stream()
                        .map(file -> Map.of(
                                "path",
                                file.path(),
                                "contentBase64",
                                Base64.getEncoder().encodeToString(file.content())))
                        .toList());
        entryPoint.ifPresent(name -> body.put("entryPoint", name));
        return body;
    }
}
