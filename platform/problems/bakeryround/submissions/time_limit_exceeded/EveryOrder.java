import java.util.Arrays;
import java.util.Scanner;

public class EveryOrder {
    private static int[][] times;

    public static void main(String[] args) {
        Scanner in = new Scanner(System.in);
        int n = in.nextInt();
        times = new int[n][n];
        for (int[] row : times) {
            Arrays.setAll(row, j -> in.nextInt());
        }
        System.out.println(rest(1, 0));
    }

    private static int rest(int called, int last) {
        if (called == (1 << times.length) - 1) {
            return times[last][0];
        }
        int best = Integer.MAX_VALUE;
        for (int next = 1; next < times.length; next++) {
            if ((called >> next & 1) == 0) {
                best = Math.min(best, times[last][next] + rest(called | 1 << next, next));
            }
        }
        return best;
    }
}
