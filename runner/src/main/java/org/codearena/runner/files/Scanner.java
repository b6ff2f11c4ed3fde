package org.codearena.runner.files;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Compares what is on the disk with what was seen of it before, and notes the difference. It never believes an event: it
 * looks at what is there. Files are hashed by {@link Hashing}. Belongs to one thread.
 */
final class Scanner {
    private static final int MAX_NAMES = 100_000;
    private static final Duration CLEANING = Duration.ofSeconds(60);

    private final Root root;
    private final FilesSettings settings;
    private final TempName tempNames;
    private final Watches watches;
    private final Hashing hashing;
    private final News news;
    private final Node.Dir top = new Node.Dir(FilePath.ROOT, 0);
    private int count;
    private boolean cleaning = true;

    Scanner(Root root, FilesSettings settings, TempName tempNames, Watches watches, Hashing hashing, News news) {
        this.root = root;
        this.settings = settings;
        this.tempNames = tempNames;
        this.watches = watches;
        this.hashing = hashing;
        this.news = news;
    }

    /** Looks at everything; the first time it removes what an earlier run left half written. */
    void all() throws IOException {
        watches.tryAgain();
        try (Directory directory = root.directory(FilePath.ROOT)) {
            watches.add(top, directory);
            scan(top, directory, true);
        }
        cleaning = false;
    }

    /** Looks at names in a directory; the empty name stands for all of them. */
    void look(FilePath path, Collection<String> names) throws IOException {
        Optional<Node.Dir> node = find(path);
        if (node.isEmpty()) {
            lookAt(path);
            return;
        }
        try (Directory directory = root.directory(path)) {
            if (names.contains("")) {
                watches.add(node.get(), directory);
                scan(node.get(), directory, false);
                return;
            }
            for (String name : names) {
                compare(node.get(), directory, name, false);
            }
        } catch (FilesException | ErrnoException e) {
            if (path.isRoot()) {
                throw e;
            }
            // The directory is not what it was.
            lookAt(path);
        }
    }

    /** Looks at what a path names. */
    void lookAt(FilePath path) throws IOException {
        if (path.isRoot()) {
            all();
        } else {
            look(path.parent(), List.of(path.name()));
        }
    }

    private Optional<Node.Dir> find(FilePath path) {
        Node.Dir at = top;
        for (String part : path.parts()) {
            if (!(at.children().get(part) instanceof Node.Dir next)) {
                return Optional.empty();
            }
            at = next;
        }
        return Optional.of(at);
    }

    private void scan(Node.Dir node, Directory directory, boolean deep) throws IOException {
        Names names = Names.of(directory, MAX_NAMES);
        Set<String> there = new HashSet<>(names.names());
        for (String known : List.copyOf(node.children().keySet())) {
            if (!there.contains(known)) {
                remove(node, known);
            }
        }
        for (String name : names.names()) {
            compare(node, directory, name, deep);
        }
        noteUnnamed(node, names);
        if (cleaning) {
            clean(directory, names.temporary());
        }
    }

    private void noteUnnamed(Node.Dir node, Names names) {
        Set<String> keys = new HashSet<>();
        names.unnamed().forEach(name -> keys.add(node.path().child(name).toString()));
        node.unnamed().stream().filter(key -> !keys.contains(key)).forEach(news::keep);
        keys.forEach(key -> news.unkeep(key, Unkept.Reason.NAME, 0));
        if (names.more()) {
            String rest = node.path().child("…").toString();
            keys.add(rest);
            news.unkeep(rest, Unkept.Reason.TOO_MANY, 0);
        }
        node.setUnnamed(keys);
    }

    private void clean(Directory directory, List<String> temporary) throws IOException {
        for (String name : temporary) {
            if (tempNames.isLeftOver(name)) {
                try {
                    Remover.removeAny(directory, name, tempNames, CLEANING);
                } catch (ErrnoException e) {
                    if (!Walk.isGone(e)) {
                        throw e;
                    }
                }
            }
        }
    }

    private void compare(Node.Dir above, Directory directory, String name, boolean deep) throws IOException {
        Optional<Stat> found = directory.find(name);
        Node before = above.children().get(name);
        if (before != null && (found.isEmpty() || !isSame(before, found.get()))) {
            remove(above, name);
        }
        if (found.isPresent()) {
            see(above, directory, name, found.get(), deep);
        }
    }

    private static boolean isSame(Node before, Stat now) {
        return before.kind() == now.kind() && !(before instanceof Node.Dir directory && !directory.is(now));
    }

    private void see(Node.Dir above, Directory directory, String name, Stat stat, boolean deep) throws IOException {
        FilePath path = above.path().child(name);
        boolean isNew = !above.children().containsKey(name);
        if (isNew && !mayAdd(path, stat)) {
            return;
        }
        Node node = above.children().computeIfAbsent(name, _ -> node(path, stat));
        switch (node) {
            case Node.Dir child -> {
                if (isNew) {
                    news.created(path, FileKind.DIRECTORY);
                }
                if (deep || child.watch() == Node.Dir.UNWATCHED) {
                    enter(child, directory);
                }
            }
            case Node.Leaf leaf -> hashing.see(directory, path, leaf, stat, isNew, deep);
            case Node.Other other -> {
                if (isNew) {
                    news.created(path, other.kind());
                }
            }
        }
    }

    private boolean mayAdd(FilePath path, Stat stat) {
        long size = stat.isFile() ? stat.size() : 0;
        if (!path.fits()) {
            news.unkeep(path.toString(), Unkept.Reason.PATH, size);
            return false;
        }
        // Directories and links are no files that the disk counts against its own number, yet they are remembered.
        if (count >= 2L * settings.diskFiles()) {
            news.unkeep(path.toString(), Unkept.Reason.TOO_MANY, size);
            return false;
        }
        count++;
        return true;
    }

    private static Node node(FilePath path, Stat stat) {
        return switch (stat.kind()) {
            case DIRECTORY -> new Node.Dir(path, stat.inode());
            case FILE -> new Node.Leaf();
            case LINK, OTHER -> new Node.Other(stat.kind());
        };
    }

    private void enter(Node.Dir node, Directory above) throws IOException {
        try (Directory directory = above.directory(node.path().name())) {
            watches.add(node, directory);
            news.keep(node.path().toString());
            scan(node, directory, true);
        } catch (ErrnoException e) {
            if (e.is(ErrnoException.EACCES)) {
                news.unkeep(node.path().toString(), Unkept.Reason.UNREADABLE, 0);
            } else if (!Walk.isGone(e)) {
                throw e;
            }
        }
    }

    private void remove(Node.Dir above, String name) {
        Node node = above.children().remove(name);
        if (node != null) {
            removed(above.path().child(name), node);
        }
    }

    private void removed(FilePath path, Node node) {
        count--;
        if (node instanceof Node.Dir directory) {
            directory.children().forEach((name, child) -> removed(path.child(name), child));
            directory.unnamed().forEach(news::keep);
            watches.remove(directory);
        }
        if (node instanceof Node.Leaf) {
            hashing.forget(path);
        }
        news.deleted(path, node.kind());
    }
}
