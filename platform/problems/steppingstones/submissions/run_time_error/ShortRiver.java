import java.util.Scanner;

public class ShortRiver {
    public static void main(String[] args) {
        Scanner in = new Scanner(System.in);
        int n = in.nextInt();
        int reach = in.nextInt();
        long[] best = new long[1_001]; // longer rivers overrun it
        for (int stone = 1; stone <= n; stone++) {
            long before = Long.MIN_VALUE;
            for (int from = Math.max(0, stone - reach); from < stone; from++) {
                before = Math.max(before, best[from]);
            }
            best[stone] = before + in.nextInt();
        }
        System.out.println(best[n]);
    }
}
