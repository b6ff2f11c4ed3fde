package org.codearena.server.workspace.session;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.codearena.server.kernel.Quoted;
import org.codearena.server.workspace.project.ManifestFile;
import org.codearena.server.workspace.project.Quotas;

/**
 * Which of the files that are to be kept a project has room for, looked at before their bytes are fetched: what cannot be kept
 * shall not fill the object store either. The manifest itself has the last word.
 *
 * @param fitting as many as there is room for, the smallest first
 * @param reason why the others do not fit; empty when all do
 */
record Fit(List<ManifestFile> fitting, int refused, Optional<String> reason) {
    Fit {
        fitting = List.copyOf(fitting);
    }

    /** @param manifest by path, without what is gone */
    static Fit of(Map<String, ManifestFile> manifest, List<ManifestFile> put, Quotas quotas) {
        Map<String, ManifestFile> all = new HashMap<>(manifest);
        long bytes = sum(all.values());
        List<ManifestFile> fitting = new ArrayList<>();
        Optional<String> reason = Optional.empty();
        for (ManifestFile file : put.stream()
                .sorted(Comparator.comparingLong(ManifestFile::size))
                .toList()) {
            ManifestFile before = all.get(file.path());
            long grown = bytes + file.size() - (before == null ? 0 : before.size());
            Optional<String> objection = objection(file, before == null ? all.size() + 1 : 0, bytes, grown, quotas);
            if (objection.isPresent()) {
                reason = reason.or(() -> objection);
            } else {
                all.put(file.path(), file);
                fitting.add(file);
                bytes = grown;
            }
        }
        return new Fit(fitting, put.size() - fitting.size(), reason);
    }

    private static long sum(Collection<ManifestFile> files) {
        return files.stream().mapToLong(ManifestFile::size).sum();
    }

    /** What is over a quota already may shrink. */
    private static Optional<String> objection(ManifestFile file, int files, long bytes, long grown, Quotas quotas) {
        if (file.size() > quotas.fileBytes()) {
            return Optional.of("the file " + Quoted.of(file.path()) + " has " + file.size() + " bytes, at most "
                    + quotas.fileBytes() + " are allowed");
        }
        if (files > quotas.projectFiles()) {
            return Optional.of("the project has more than the " + quotas.projectFiles() + " files that are allowed");
        }
        if (grown > bytes && grown > quotas.projectBytes()) {
            return Optional.of("the project has more than the " + quotas.projectBytes() + " bytes that are allowed");
        }
        return Optional.empty();
    }
}
