package org.codearena.runner.files;

import com.fasterxml.jackson.annotation.JsonValue;
import java.io.IOException;
import java.io.Serial;
import java.util.Locale;
import java.util.OptionalLong;

/** An operation on files that was not done; the message is for who asked for it, and names no path outside the workspace. */
public final class FilesException extends IOException {
    @Serial
    private static final long serialVersionUID = 1;

    /** What was in the way, as the protocol says it. A conflict is none of these: see {@link WriteResult}. */
    public enum Code {
        BAD_REQUEST,
        NOT_FOUND,
        EXISTS,
        NOT_EMPTY,
        TOO_LARGE,
        DISK_FULL,
        NOT_A_FILE,
        NOT_A_DIRECTORY,
        /** Too many at once. */
        LIMIT,
        /** Everything else; the message says what the system said. */
        FAILED;

        /** {@code bad-request} and so on. */
        @JsonValue
        public String wire() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private final Code code;
    private final long size;

    FilesException(Code code, String message) {
        this(code, message, -1);
    }

    private FilesException(Code code, String message, long size) {
        super(message);
        this.code = code;
        this.size = size;
    }

    /** What the system said against an operation, in words for who asked for it. */
    static FilesException of(ErrnoException e, FilePath path) {
        String shown = "'" + path + "' ";
        return switch (e.errno()) {
            case ErrnoException.ENOENT -> new FilesException(Code.NOT_FOUND, shown + "is not there");
            case ErrnoException.EEXIST -> new FilesException(Code.EXISTS, shown + "is there already");
            case ErrnoException.ENOTEMPTY -> new FilesException(Code.NOT_EMPTY, shown + "is not empty");
            case ErrnoException.ENOTDIR ->
                new FilesException(Code.NOT_A_DIRECTORY, shown + "is no directory, or lies below what is none");
            case ErrnoException.ELOOP ->
                new FilesException(Code.NOT_A_FILE, shown + "is a link or lies behind one, and links are not followed");
            case ErrnoException.EISDIR, ErrnoException.ENXIO ->
                new FilesException(Code.NOT_A_FILE, shown + "is not a regular file");
            case ErrnoException.ENOSPC, ErrnoException.EDQUOT, ErrnoException.EFBIG ->
                new FilesException(Code.DISK_FULL, "the disk is full, " + shown + "was not written");
            case ErrnoException.ENAMETOOLONG -> new FilesException(Code.BAD_REQUEST, shown + "is too long a name");
            case ErrnoException.EACCES, ErrnoException.EPERM ->
                new FilesException(Code.FAILED, shown + "may not be opened: its permissions are in the way");
            case ErrnoException.EAGAIN -> new FilesException(Code.FAILED, shown + "is leased to a program right now");
            default -> new FilesException(Code.FAILED, shown + "failed, " + e.getMessage());
        };
    }

    static FilesException tooLarge(String message, long size) {
        return new FilesException(Code.TOO_LARGE, message, size);
    }

    public Code code() {
        return code;
    }

    /** The bytes of what was too large, where that is a file of the workspace. */
    public OptionalLong size() {
        return size < 0 ? OptionalLong.empty() : OptionalLong.of(size);
    }
}
