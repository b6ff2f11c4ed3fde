package org.codearena.runner.files;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Which directory each watch is for. Belongs to the {@link Scanner}'s thread. */
final class Watches {
    private final Optional<Inotify> inotify;
    private final int max;
    private final Map<Integer, Node.Dir> directories = new HashMap<>();
    private String lacking;

    /** No inotify: the system gave none. */
    Watches(Optional<Inotify> inotify, int max) {
        this.inotify = inotify;
        this.max = max;
        this.lacking = ofSystem();
    }

    private String ofSystem() {
        return inotify.isPresent() ? "" : "the system gives no more watchers";
    }

    /** Why not every directory is watched; empty if each is. */
    String lacking() {
        return lacking;
    }

    /** Everything is about to be watched again, as far as it goes. */
    void tryAgain() {
        lacking = ofSystem();
    }

    Optional<Node.Dir> find(int watch) {
        return Optional.ofNullable(directories.get(watch));
    }

    void add(Node.Dir node, Directory directory) throws ErrnoException {
        if (inotify.isEmpty()) {
            return;
        }
        if (node.watch() == Node.Dir.UNWATCHED && directories.size() >= max) {
            lacking = "there are more than " + max + " directories";
            return;
        }
        try {
            set(node, inotify.get().add(directory));
        } catch (ErrnoException e) {
            if (!e.is(ErrnoException.ENOSPC)) {
                throw e;
            }
            lacking = "the system's watches are used up";
        }
    }

    private void set(Node.Dir node, int watch) {
        if (node.watch() != watch) {
            remove(node);
            // A directory that was moved keeps its watch.
            find(watch).ifPresent(old -> old.setWatch(Node.Dir.UNWATCHED));
            directories.put(watch, node);
            node.setWatch(watch);
        }
    }

    void remove(Node.Dir node) {
        if (node.watch() != Node.Dir.UNWATCHED) {
            inotify.ifPresent(it -> it.remove(node.watch()));
            forget(node);
        }
    }

    /** The system has taken the watch away. */
    void forget(Node.Dir node) {
        directories.remove(node.watch());
        node.setWatch(Node.Dir.UNWATCHED);
    }
}
