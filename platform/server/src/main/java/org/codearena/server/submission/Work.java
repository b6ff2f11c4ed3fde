package org.codearena.server.submission;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.codearena.contract.SourceFile;

/**
 * What a judge needs of a submission that it has claimed.
 *
 * @param attempt fences the verdict: one of an older attempt changes nothing
 * @param problemVersion absent for a run on the sender's own input
 */
public record Work(
        UUID submission,
        int attempt,
        String language,
        List<SourceFile> files,
        Optional<String> entryPoint,
        Optional<UUID> problemVersion,
        Optional<String> input,
        NewSubmission.RunLimits limits) {
    public Work {
        files = List.copyOf(files);
    }
}
