import java.util.Arrays;

/** A segment tree of periods. */
final class Log {
    private final int leaves;
    private final Period[] tree;

    Log(int days) {
        leaves = Integer.highestOneBit(Math.max(1, days - 1)) * 2;
        tree = new Period[2 * leaves];
        Arrays.fill(tree, Period.EMPTY);
    }

    void write(int day, long number) {
        int node = leaves + day - 1;
        tree[node] = Period.ofDay(number);
        for (node /= 2; node > 0; node /= 2) {
            tree[node] = tree[2 * node].then(tree[2 * node + 1]);
        }
    }

    long best(int first, int last) {
        Period left = Period.EMPTY;
        Period right = Period.EMPTY;
        for (int a = leaves + first - 1, b = leaves + last; a < b; a /= 2, b /= 2) {
            if (a % 2 == 1) {
                left = left.then(tree[a++]);
            }
            if (b % 2 == 1) {
                right = tree[--b].then(right);
            }
        }
        return left.then(right).best();
    }
}
