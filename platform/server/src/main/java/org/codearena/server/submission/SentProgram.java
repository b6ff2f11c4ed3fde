package org.codearena.server.submission;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.codearena.contract.SourceFile;

/**
 * The program of a submission.
 *
 * @param problem the slug of the problem that it is for; absent for a run on the sender's own input
 * @param problemVersion what it was or will be judged against
 */
public record SentProgram(
        String language,
        List<SourceFile> files,
        Optional<String> entryPoint,
        Optional<String> problem,
        Optional<UUID> problemVersion) {
    public SentProgram {
        files = List.copyOf(files);
    }
}
