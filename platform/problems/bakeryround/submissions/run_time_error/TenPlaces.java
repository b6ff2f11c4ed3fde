import java.util.Arrays;
import java.util.Scanner;

public class TenPlaces {
    public static void main(String[] args) {
        Scanner in = new Scanner(System.in);
        int n = in.nextInt();
        int[][] times = new int[n][n];
        for (int[] row : times) {
            Arrays.setAll(row, j -> in.nextInt());
        }
        int[][] best = new int[1 << 10][n]; // overrun with more than ten places
        for (int[] row : best) {
            Arrays.fill(row, Integer.MAX_VALUE / 2);
        }
        best[1][0] = 0;
        for (int called = 1; called < 1 << n; called += 2) {
            for (int last = 0; last < n; last++) {
                for (int next = 1; next < n; next++) {
                    int more = called | 1 << next;
                    if (more != called) {
                        best[more][next] = Math.min(best[more][next], best[called][last] + times[last][next]);
                    }
                }
            }
        }
        int least = Integer.MAX_VALUE;
        for (int last = 1; last < n; last++) {
            least = Math.min(least, best[(1 << n) - 1][last] + times[last][0]);
        }
        System.out.println(least);
    }
}
