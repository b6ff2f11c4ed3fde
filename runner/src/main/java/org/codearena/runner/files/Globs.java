package org.codearena.runner.files;

import java.util.Arrays;
import java.util.List;

/**
 * Which paths a client means: {@code *} and {@code ?} stand for characters of a name, {@code **} for any, also {@code /}.
 * A glob without {@code /} is that of a name, wherever it is.
 */
final class Globs {
    private static final int MAX = 20;
    private static final int MAX_LENGTH = 500;

    private final List<List<String>> globs;

    private Globs(List<List<String>> globs) {
        this.globs = globs;
    }

    /**
     * Reads globs with commas between them; none match everything.
     *
     * @throws FilesException {@code bad-request} when they are too many or too long
     */
    static Globs of(String text) throws FilesException {
        List<String> parts = Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(glob -> !glob.isEmpty())
                .toList();
        if (parts.size() > MAX || text.length() > MAX_LENGTH) {
            throw new FilesException(
                    FilesException.Code.BAD_REQUEST,
                    "include has " + parts.size() + " globs and " + text.length() + " characters, allowed are " + MAX
                            + " and " + MAX_LENGTH);
        }
        return new Globs(parts.stream().map(Globs::segments).toList());
    }

    private static List<String> segments(String glob) {
        String whole = glob.startsWith("/") ? glob.substring(1) : glob;
        return glob.contains("/") ? List.of(whole.split("/")) : List.of("**", whole);
    }

    boolean match(FilePath path) {
        return globs.isEmpty() || globs.stream().anyMatch(glob -> match(glob, path.parts()));
    }

    /** Greedy with one way back, as {@link #matchName}: never more steps than the product of the lengths. */
    private static boolean match(List<String> glob, List<String> parts) {
        int at = 0;
        int part = 0;
        int star = -1;
        int starPart = 0;
        while (part < parts.size()) {
            if (at < glob.size() && glob.get(at).equals("**")) {
                star = at++;
                starPart = part;
            } else if (at < glob.size() && matchName(glob.get(at), parts.get(part))) {
                at++;
                part++;
            } else if (star >= 0) {
                at = star + 1;
                part = ++starPart;
            } else {
                return false;
            }
        }
        return glob.subList(at, glob.size()).stream().allMatch("**"::equals);
    }

    private static boolean matchName(String glob, String name) {
        int at = 0;
        int letter = 0;
        int star = -1;
        int starLetter = 0;
        while (letter < name.length()) {
            if (at < glob.length() && glob.charAt(at) == '*') {
                star = at++;
                starLetter = letter;
            } else if (at < glob.length() && (glob.charAt(at) == '?' || glob.charAt(at) == name.charAt(letter))) {
                at++;
                letter++;
            } else if (star >= 0) {
                at = star + 1;
                letter = ++starLetter;
            } else {
                return false;
            }
        }
        return glob.substring(at).chars().allMatch(c -> c == '*');
    }
}
