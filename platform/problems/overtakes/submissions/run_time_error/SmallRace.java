import java.util.Scanner;

public class SmallRace {
    public static void main(String[] args) {
        Scanner in = new Scanner(System.in);
        int n = in.nextInt();
        int[] arrivals = new int[5000]; // larger races overrun it
        long pairs = 0;
        for (int i = 0; i < n; i++) {
            arrivals[i] = in.nextInt();
            for (int j = 0; j < i; j++) {
                if (arrivals[j] > arrivals[i]) {
                    pairs++;
                }
            }
        }
        System.out.println(pairs);
    }
}
