package org.codearena.server.submission;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.codearena.contract.SourceFile;

/**
 * What a judge needs of a submission that it has claimed.
 *
 * @param id of the entry that was claimed: the submission's own, or a rejudgement's
 * @param attempt fences the verdict: one of an older attempt changes nothing
 * @param problemVersion absent for a run on the sender's own input
 * @param packageHash of the package that this version came from
 */
public record Work(
        UUID id,
        UUID submission,
        int attempt,
        String language,
        List<SourceFile> files,
        Optional<String> entryPoint,
        Optional<UUID> problemVersion,
        Optional<String> packageHash,
        Optional<String> input,
        NewSubmission.RunLimits limits) {
    public Work {
        files = List.copyOf(files);
    }
}
