/** What has to be known of some days in a row: their sum, their best beginning, best end and best streak. */
record Period(long total, long head, long tail, long best) {
    private static final long NEVER = Long.MIN_VALUE / 4;

    static final Period EMPTY = new Period(0, NEVER, NEVER, NEVER);

    static Period ofDay(long number) {
        return new Period(number, number, number, number);
    }

    Period then(Period next) {
        return new Period(
                total + next.total,
                Math.max(head, total + next.head),
                Math.max(next.tail, next.total + tail),
                Math.max(Math.max(best, next.best), tail + next.head));
    }
}
