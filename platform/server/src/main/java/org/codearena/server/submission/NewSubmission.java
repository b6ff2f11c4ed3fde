package org.codearena.server.submission;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.codearena.contract.Lane;
import org.codearena.contract.SourceFile;

/**
 * A submission that has been checked and may be stored.
 *
 * @param problem absent for a run on the sender's own input
 * @param input the input's name in the object store, for such a run
 * @param limits what such a run asked for
 */
public record NewSubmission(
        UUID user,
        Optional<ProblemReference> problem,
        Lane lane,
        String language,
        List<SourceFile> files,
        Optional<String> entryPoint,
        Optional<String> input,
        RunLimits limits) {

    /** A problem and the version of it that is judged, which later imports do not change. */
    public record ProblemReference(UUID problem, UUID version) {}

    /** Limits of a run on the sender's own input; absent ones are the platform's defaults. */
    public record RunLimits(Optional<Long> timeMs, Optional<Long> memoryBytes) {
        public static final RunLimits DEFAULT = new RunLimits(Optional.empty(), Optional.empty());
    }

    public NewSubmission {
        files = List.copyOf(files);
    }
}
