import java.util.Arrays;
import java.util.Scanner;

public class BakeryRound {
    private final int[][] times;
    private final int[][] known; // by the places called at, as bits, and the last of them

    private BakeryRound(int[][] times) {
        this.times = times;
        known = new int[1 << times.length][times.length];
    }

    public static void main(String[] args) {
        Scanner in = new Scanner(System.in);
        int[][] times = new int[in.nextInt()][];
        for (int i = 0; i < times.length; i++) {
            times[i] = new int[times.length];
            Arrays.setAll(times[i], j -> in.nextInt());
        }
        System.out.println(new BakeryRound(times).rest(1, 0));
    }

    /** The quickest way from the last place over all the places not called at to the bakery. */
    private int rest(int called, int last) {
        if (called == known.length - 1) {
            return times[last][0];
        }
        if (known[called][last] == 0) {
            int best = Integer.MAX_VALUE;
            for (int next = 1; next < times.length; next++) {
                if ((called >> next & 1) == 0) {
                    best = Math.min(best, times[last][next] + rest(called | 1 << next, next));
                }
            }
            known[called][last] = best;
        }
        return known[called][last];
    }
}
