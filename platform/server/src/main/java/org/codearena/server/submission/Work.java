package org.codearena.server.submission;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.codearena.contract.Lane;
import org.codearena.contract.SourceFile;

/**
 * What a judge needs of a submission that it has claimed.
 *
 * @param id of the entry that was claimed: the submission's own, or a rejudgement's
 * @param attempt fences the verdict: one of an older attempt changes nothing
 * @param problemVersion absent for a run on the sender's own input
 * @param packageHash of the package that this version came from
 * @param origin how it came to this judge
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
        NewSubmission.RunLimits limits,
        Origin origin) {

    /**
     * How an entry came to a judge.
     *
     * @param tries attempts, this one included, that count towards the most that it may have
     * @param waited since it was accepted
     * @param request the id of the HTTP request that brought it
     */
    public record Origin(Lane lane, int tries, Duration waited, Optional<String> request) {}

    public Work {
        files = List.copyOf(files);
    }
}
