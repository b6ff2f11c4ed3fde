import java.util.Locale;
import java.util.Scanner;

public class DecimalComma {
    public static void main(String[] args) {
        Scanner in = new Scanner(System.in).useLocale(Locale.ROOT);
        double heat = 0;
        long volume = 0;
        for (int left = in.nextInt(); left > 0; left--) {
            int v = in.nextInt();
            heat += v * in.nextDouble();
            volume += v;
        }
        System.out.printf(Locale.GERMANY, "%.9f%n", heat / volume); // prints 5,000000000
    }
}
