package org.codearena.runner.files;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Searches files for text, a few searches at a time. */
final class Searcher {
    private static final int MAX_AT_ONCE = 2;
    private static final int MAX_MATCHES = 2_000;
    private static final int MAX_QUERY = 1_000;
    private static final int MAX_FILE_BYTES = 4 << 20;
    private static final int SHOWN = 300;
    private static final int SHOWN_BEFORE = 80;

    private final Root root;
    private final Duration patience;
    private final Semaphore places = new Semaphore(MAX_AT_ONCE);

    Searcher(Root root, Duration patience) {
        this.root = root;
        this.patience = patience;
    }

    SearchResult search(SearchRequest request) throws FilesException {
        Pattern pattern = pattern(request);
        Globs include = Globs.of(request.include());
        if (!places.tryAcquire()) {
            throw new FilesException(
                    FilesException.Code.LIMIT, MAX_AT_ONCE + " searches are under way, allowed are no more");
        }
        try {
            return new Search(pattern, include, request.limit()).run();
        } finally {
            places.release();
        }
    }

    private static Pattern pattern(SearchRequest request) throws FilesException {
        String query = request.query();
        if (query.isEmpty() || query.length() > MAX_QUERY) {
            throw bad("query has " + query.length() + " characters, allowed are 1 to " + MAX_QUERY);
        }
        if (request.limit() < 1 || request.limit() > MAX_MATCHES) {
            throw bad("limit is " + request.limit() + ", allowed are 1 to " + MAX_MATCHES);
        }
        int flags = request.caseSensitive() ? 0 : Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;
        try {
            return Pattern.compile(query, request.regex() ? flags : flags | Pattern.LITERAL);
        } catch (PatternSyntaxException e) {
            throw bad("query is no regular expression: " + e.getDescription() + " near index " + e.getIndex());
        } catch (StackOverflowError _) {
            throw bad("query is a regular expression that is nested too deeply");
        }
    }

    private static FilesException bad(String message) {
        return new FilesException(FilesException.Code.BAD_REQUEST, message);
    }

    /** One search, by one thread. */
    private final class Search {
        private final Pattern pattern;
        private final Globs include;
        private final int limit;
        private final long start = System.nanoTime();
        private final long deadline = start + patience.toNanos();
        private final List<SearchResult.Match> matches = new ArrayList<>();
        private int files;

        Search(Pattern pattern, Globs include, int limit) {
            this.pattern = pattern;
            this.include = include;
            this.limit = limit;
        }

        SearchResult run() throws FilesException {
            boolean whole = whole();
            long tookMs = Duration.ofNanos(System.nanoTime() - start).toMillis();
            return new SearchResult(matches, files, !whole, tookMs);
        }

        private boolean whole() throws FilesException {
            try (Directory directory = root.directory(FilePath.ROOT)) {
                return Root.on(FilePath.ROOT, () -> Walk.through(directory, this::visit));
            } catch (DeadlineText.TimeUpException _) {
                return false;
            }
        }

        private boolean visit(Directory above, FilePath path, Stat stat) throws IOException {
            DeadlineText.check(deadline);
            if (!stat.isFile() || stat.size() > MAX_FILE_BYTES || !include.match(path)) {
                return true;
            }
            Optional<String> text = text(above, path.name());
            if (text.isPresent()) {
                files++;
            }
            return text.isEmpty() || search(path.toString(), text.get());
        }

        private Optional<String> text(Directory above, String name) throws IOException {
            try (OpenFile file = above.file(name)) {
                byte[] content = file.bytes(MAX_FILE_BYTES + 1);
                return content.length > MAX_FILE_BYTES ? Optional.empty() : Reading.text(content);
            } catch (ErrnoException e) {
                if (Walk.isGone(e)) {
                    return Optional.empty();
                }
                throw e;
            }
        }

        private boolean search(String path, String text) throws FilesException {
            int number = 1;
            for (int start = 0; start < text.length(); number++) {
                int end = text.indexOf('\n', start);
                end = end < 0 ? text.length() : end;
                boolean carriageReturn = end > start && text.charAt(end - 1) == '\r';
                if (!searchLine(path, number, text.substring(start, carriageReturn ? end - 1 : end))) {
                    return false;
                }
                start = end + 1;
            }
            return true;
        }

        private boolean searchLine(String path, int number, String line) throws FilesException {
            try {
                Matcher matcher = pattern.matcher(new DeadlineText(line, deadline));
                while (matcher.find()) {
                    if (matches.size() == limit) {
                        return false;
                    }
                    if (matcher.end() > matcher.start()) {
                        matches.add(match(path, number, line, matcher.start(), matcher.end()));
                    }
                }
                return true;
            } catch (StackOverflowError _) {
                throw bad("query is a regular expression that goes too deep on a line of " + line.length()
                        + " characters of '" + path + "'");
            }
        }

        private static SearchResult.Match match(String path, int number, String line, int start, int end) {
            int from = line.length() <= SHOWN ? 0 : Math.max(0, start - SHOWN_BEFORE);
            String shown = line.substring(from, Math.min(line.length(), from + SHOWN));
            return new SearchResult.Match(path, number, start + 1, end - start, shown, from + 1);
        }
    }
}
