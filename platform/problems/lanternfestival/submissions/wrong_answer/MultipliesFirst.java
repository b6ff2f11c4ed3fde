import java.util.Scanner;

public class MultipliesFirst {
    public static void main(String[] args) {
        Scanner in = new Scanner(System.in);
        long together = 1;
        for (int left = in.nextInt(); left > 0; left--) {
            long rhythm = in.nextLong();
            together = together * rhythm / gcd(together, rhythm); // the product may pass 2^63
        }
        System.out.println(together);
    }

    private static long gcd(long a, long b) {
        return b == 0 ? a : gcd(b, a % b);
    }
}
