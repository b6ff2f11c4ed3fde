package org.codearena.contract.workspace;

import java.util.List;
import java.util.Optional;

/**
 * How the files of a workspace differ from an earlier revision.
 *
 * @param complete whether {@code files} is all there is, so that what it does not name is gone
 * @param revision the state that these changes lead to
 */
public record Changes(String epoch, long revision, boolean complete, List<FileChange> files) {
    public Changes {
        files = List.copyOf(files);
    }

    /**
     * One file as it is now.
     *
     * @param content empty when there is no such file any more
     */
    public record FileChange(String path, Optional<Content> content) {}

    /** What a file holds: its hash in lower-case hexadecimal, its bytes' number, and whether it may be executed. */
    public record Content(String sha256, long size, boolean executable) {}
}
