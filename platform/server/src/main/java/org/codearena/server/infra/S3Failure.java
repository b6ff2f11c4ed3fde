package org.codearena.server.infra;

import io.minio.errors.ErrorResponseException;
import java.io.IOException;
import java.util.Set;

/**
 * What came of a request to S3 that did not succeed.
 *
 * @param code of the store's own, such as {@code NoSuchKey}; empty when it did not answer
 * @param status of HTTP; 0 when it did not answer
 * @param words for people, without anything secret
 */
record S3Failure(String code, int status, String words) {
    private static final int NOT_FOUND = 404;
    private static final int TIMEOUT = 408;
    private static final int TOO_MANY = 429;
    private static final int FIRST_SERVER_FAULT = 500;
    private static final Set<String> MISSING = Set.of("NoSuchKey", "NoSuchObject");

    static S3Failure of(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case ErrorResponseException answered -> {
                    return ofAnswer(answered);
                }
                case IOException away -> {
                    return new S3Failure("", 0, "does not answer: " + away.getMessage());
                }
                default -> {
                    // What was wrapped says more.
                }
            }
        }
        return new S3Failure("", FIRST_SERVER_FAULT, "answered what is not S3: " + failure.getMessage());
    }

    private static S3Failure ofAnswer(ErrorResponseException answered) {
        String code = String.valueOf(answered.errorResponse().code());
        int status = answered.response() == null ? 0 : answered.response().code();
        return new S3Failure(
                code,
                status,
                "refuses: " + code + ", " + answered.errorResponse().message() + " (status " + status + ")");
    }

    boolean isMissing() {
        return MISSING.contains(code) || (status == NOT_FOUND && !isBucketMissing());
    }

    boolean isBucketMissing() {
        return code.equals("NoSuchBucket");
    }

    /** Whether the same request may succeed in a moment. */
    boolean isPassing() {
        return status == 0 || status == TIMEOUT || status == TOO_MANY || status >= FIRST_SERVER_FAULT;
    }
}
