package org.codearena.runner.blob;

/** A blob that was not taken, with what was wrong in the message. */
public final class BlobRefusedException extends Exception {
    private static final long serialVersionUID = 1;

    /** Why a blob was not taken. */
    public enum Reason {
        /** Its bytes have another hash than its name says. */
        MISMATCH,
        /** It alone is larger than the cache may be. */
        TOO_LARGE,
        /** There is no room beside the blobs that runs are using right now. */
        FULL
    }

    private final Reason reason;

    BlobRefusedException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
