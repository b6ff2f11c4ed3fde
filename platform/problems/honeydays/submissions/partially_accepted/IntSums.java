import java.util.Scanner;

/** Sums in 32 bits. */
public class IntSums {
    public static void main(String[] args) {
        Scanner in = new Scanner(System.in);
        int days = in.nextInt();
        int best = Integer.MIN_VALUE;
        int run = 0;
        for (int day = 0; day < days; day++) {
            int change = in.nextInt();
            run = Math.max(change, run + change);
            best = Math.max(best, run);
        }
        System.out.println(best);
    }
}
