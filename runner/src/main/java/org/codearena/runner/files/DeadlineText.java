package org.codearena.runner.files;

/**
 * A text that a pattern is matched against for a limited time. Patterns of strangers can take longer than the world
 * lasts, and nothing else stops a matcher than the text it reads. Used by one thread.
 */
final class DeadlineText implements CharSequence {
    private static final int LOOKS = 1 << 12;

    private final String text;
    private final long deadline;
    private int looks;

    /** Made for a moment of {@link System#nanoTime}. */
    DeadlineText(String text, long deadline) {
        this.text = text;
        this.deadline = deadline;
    }

    /** The time is up, or the thread was interrupted. */
    static final class TimeUpException extends RuntimeException {
        private static final long serialVersionUID = 1;

        TimeUpException() {
            super("the time is up", null, false, false);
        }
    }

    static void check(long deadline) {
        if (System.nanoTime() > deadline || Thread.currentThread().isInterrupted()) {
            throw new TimeUpException();
        }
    }

    @Override
    public char charAt(int index) {
        if (++looks % LOOKS == 0) {
            check(deadline);
        }
        return text.charAt(index);
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return text.substring(start, end);
    }

    @Override
    public String toString() {
        return text;
    }
}
