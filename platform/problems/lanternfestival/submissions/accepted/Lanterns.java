import java.util.Scanner;

public class Lanterns {
    public static void main(String[] args) {
        Scanner in = new Scanner(System.in);
        long together = 1;
        for (int left = in.nextInt(); left > 0; left--) {
            long rhythm = in.nextLong();
            together = together / gcd(together, rhythm) * rhythm; // divides first, so nothing exceeds the result
        }
        System.out.println(together);
    }

    private static long gcd(long a, long b) {
        return b == 0 ? a : gcd(b, a % b);
    }
}
