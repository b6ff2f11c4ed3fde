package org.codearena.runner.files;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Shows what there is. */
final class Lister {
    private static final int MAX_LISTED = 10_000;
    private static final int MAX_READ = 100_000;
    private static final int MAX_TREE = 20_000;

    private final Root root;

    Lister(Root root) {
        this.root = root;
    }

    Listing list(FilePath path) throws FilesException {
        try (Directory directory = root.directory(path)) {
            return Root.on(path, () -> {
                Names names = Names.of(directory, MAX_READ);
                List<Listing.Entry> entries = new ArrayList<>();
                for (String name : names.names()
                        .subList(0, Math.min(MAX_LISTED, names.names().size()))) {
                    Optional<Stat> stat = directory.find(name);
                    stat.ifPresent(found -> entries.add(entry(name, found)));
                }
                boolean more = names.more() || names.names().size() > MAX_LISTED;
                return new Listing(entries, more, names.unnamed().size());
            });
        }
    }

    private static Listing.Entry entry(String name, Stat stat) {
        return new Listing.Entry(name, stat.kind(), stat.isFile() ? stat.size() : 0, stat.executable());
    }

    TreeListing tree() throws FilesException {
        try (Directory directory = root.directory(FilePath.ROOT)) {
            return Root.on(FilePath.ROOT, () -> {
                List<TreeListing.Entry> entries = new ArrayList<>();
                boolean whole = Walk.through(directory, (_, path, stat) -> {
                    if (entries.size() == MAX_TREE) {
                        return false;
                    }
                    long size = stat.isFile() ? stat.size() : 0;
                    entries.add(new TreeListing.Entry(path.toString(), stat.kind(), size));
                    return true;
                });
                return new TreeListing(entries, !whole);
            });
        }
    }
}
