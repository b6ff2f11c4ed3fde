import java.util.Scanner;

/** Room for a hundred days. */
public class ShortSummer {
    public static void main(String[] args) {
        Scanner in = new Scanner(System.in);
        int days = in.nextInt();
        long[] runs = new long[101];
        long best = Long.MIN_VALUE;
        for (int day = 1; day <= days; day++) {
            long change = in.nextLong();
            runs[day] = Math.max(change, runs[day - 1] + change);
            best = Math.max(best, runs[day]);
        }
        System.out.println(best);
    }
}
