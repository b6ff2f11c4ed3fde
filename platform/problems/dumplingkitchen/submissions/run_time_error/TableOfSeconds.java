import java.util.Scanner;

public class TableOfSeconds {
    public static void main(String[] args) {
        Scanner in = new Scanner(System.in);
        int n = in.nextInt();
        int dumplings = in.nextInt();
        int[] finishedAt = new int[1000]; // "a thousand seconds should do"
        for (int i = 0; i < n; i++) {
            int pace = in.nextInt();
            for (int second = pace; second < 1000; second += pace) {
                finishedAt[second]++;
            }
        }
        int second = 0;
        for (int finished = 0; finished < dumplings; finished += finishedAt[second]) {
            second++;
        }
        System.out.println(second);
    }
}
