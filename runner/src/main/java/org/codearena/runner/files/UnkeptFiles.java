package org.codearena.runner.files;

import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Gathers what is not kept. Belongs to the {@link Scanner}'s thread. */
final class UnkeptFiles {
    private static final int SAID = 100;
    private static final int REMEMBERED = 10_000;

    private final NavigableMap<String, Unkept.File> files = new TreeMap<>();
    private boolean news;

    void add(String path, Unkept.Reason reason, long size) {
        Unkept.File file = new Unkept.File(path, reason, size);
        if ((files.size() < REMEMBERED || files.containsKey(path)) && !file.equals(files.put(path, file))) {
            news = true;
        }
    }

    void remove(String path) {
        if (files.remove(path) != null) {
            news = true;
        }
    }

    /** Whether it is different from when this was asked the last time. */
    boolean hasNews() {
        boolean had = news;
        news = false;
        return had;
    }

    Unkept all() {
        List<Unkept.File> first = files.values().stream().limit(SAID).toList();
        return new Unkept(first, files.size() - first.size());
    }
}
