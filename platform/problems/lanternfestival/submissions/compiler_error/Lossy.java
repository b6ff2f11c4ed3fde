import java.util.Scanner;

public class Lossy {
    public static void main(String[] args) {
        Scanner in = new Scanner(System.in);
        int together = 1;
        for (int left = in.nextInt(); left > 0; left--) {
            long rhythm = in.nextLong();
            together = together / gcd(together, rhythm) * rhythm; // a long does not fit into an int
        }
        System.out.println(together);
    }

    private static long gcd(long a, long b) {
        return b == 0 ? a : gcd(b, a % b);
    }
}
