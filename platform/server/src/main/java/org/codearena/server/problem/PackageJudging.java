package org.codearena.server.problem;

import org.codearena.server.problem.format.JudgedSubmission;
import org.codearena.server.problem.format.PackageSubmission;

/**
 * Judges a package's own submission against the version that its tests became. Its author may see everything, so the
 * messages are those for judges. A submission that no language here takes is skipped; our own failure is the verdict
 * {@code judge-error}.
 */
@FunctionalInterface
public interface PackageJudging {
    JudgedSubmission judge(StoredVersion version, PackageSubmission submission);
}
