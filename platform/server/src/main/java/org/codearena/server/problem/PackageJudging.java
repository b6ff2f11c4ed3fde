package org.codearena.server.problem;

import org.codearena.server.problem.ImportReport.JudgedSubmission;
import org.codearena.server.problem.ParsedPackage.PackageSubmission;

/** Judges a package's own submission against the version that its tests became. */
@FunctionalInterface
public interface PackageJudging {
    JudgedSubmission judge(StoredVersion version, PackageSubmission submission);
}
