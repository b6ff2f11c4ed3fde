import java.util.Arrays;
import java.util.Scanner;

public class OneWay {
    public static void main(String[] args) {
        Scanner in = new Scanner(System.in);
        int n = in.nextInt();
        int[][] times = new int[n][n];
        for (int[] row : times) {
            Arrays.setAll(row, j -> in.nextInt());
        }
        int[][] best = new int[1 << n][n];
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
        System.out.println(Arrays.stream(best[(1 << n) - 1]).min().getAsInt()); // never returns to the bakery
    }
}
