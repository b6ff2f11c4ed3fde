import java.util.Scanner;

public class WholeDegrees {
    public static void main(String[] args) {
        Scanner in = new Scanner(System.in);
        long heat = 0;
        long volume = 0;
        for (int left = in.nextInt(); left > 0; left--) {
            int v = in.nextInt();
            heat += v * Integer.parseInt(in.next()); // "8.00" is not an integer
            volume += v;
        }
        System.out.println((double) heat / volume);
    }
}
