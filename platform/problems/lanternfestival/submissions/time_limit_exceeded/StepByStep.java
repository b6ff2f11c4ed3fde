import java.util.Arrays;
import java.util.Scanner;

public class StepByStep {
    public static void main(String[] args) {
        Scanner in = new Scanner(System.in);
        long[] rhythms = new long[in.nextInt()];
        Arrays.setAll(rhythms, i -> in.nextLong());
        long step = Arrays.stream(rhythms).max().getAsLong();
        long moment = step;
        while (!allLit(rhythms, moment)) {
            moment += step;
        }
        System.out.println(moment);
    }

    private static boolean allLit(long[] rhythms, long moment) {
        for (long rhythm : rhythms) {
            if (moment % rhythm != 0) {
                return false;
            }
        }
        return true;
    }
}
