package org.codearena.runner.files;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.codearena.contract.workspace.Changes;

/** Something in the workspace as it was last seen. Belongs to the {@link Scanner}'s thread. */
sealed interface Node {
    FileKind kind();

    /** A directory with what is in it. */
    final class Dir implements Node {
        static final int UNWATCHED = -1;

        private final Map<String, Node> children = new HashMap<>();
        private final FilePath path;
        private final long inode;
        /** Keys of what is in it and cannot be named. */
        private Set<String> unnamed = Set.of();

        private int watch = UNWATCHED;

        Dir(FilePath path, long inode) {
            this.path = path;
            this.inode = inode;
        }

        @Override
        public FileKind kind() {
            return FileKind.DIRECTORY;
        }

        FilePath path() {
            return path;
        }

        Map<String, Node> children() {
            return children;
        }

        boolean is(Stat stat) {
            return inode == stat.inode();
        }

        int watch() {
            return watch;
        }

        void setWatch(int number) {
            watch = number;
        }

        Collection<String> unnamed() {
            return unnamed;
        }

        void setUnnamed(Set<String> keys) {
            unnamed = keys;
        }
    }

    /** A regular file. */
    final class Leaf implements Node {
        /** What it looked like when it was hashed; empty where that is not to be trusted. */
        private Optional<Stat> seen = Optional.empty();

        private Optional<Changes.Content> content = Optional.empty();
        private int attempts;
        private long restsUntil = System.nanoTime();

        @Override
        public FileKind kind() {
            return FileKind.FILE;
        }

        boolean isAsSeen(Stat stat) {
            return seen.isPresent() && seen.get().equals(stat);
        }

        Optional<Changes.Content> content() {
            return content;
        }

        void set(Optional<Changes.Content> now, Optional<Stat> trusted) {
            content = now;
            seen = trusted;
        }

        /** How often in a row it changed while it was read. */
        int attempts() {
            return attempts;
        }

        void setAttempts(int number) {
            attempts = number;
        }

        /** It never holds still, and is left alone for a while. */
        void rest(Duration pause) {
            restsUntil = System.nanoTime() + pause.toNanos();
        }

        boolean isResting() {
            return System.nanoTime() - restsUntil < 0;
        }
    }

    /** A link, or what is never opened. */
    record Other(FileKind kind) implements Node {}
}
