import java.util.Scanner;

public class Timetable {
    public static void main(String[] args) {
        Scanner in = new Scanner(System.in);
        int[] latestBegin = new int[86_400]; // by the second at which the act ends; one evening is not enough
        java.util.Arrays.fill(latestBegin, -1);
        for (int left = in.nextInt(); left > 0; left--) {
            int begin = in.nextInt();
            int end = in.nextInt();
            latestBegin[end] = Math.max(latestBegin[end], begin);
        }
        int count = 0;
        int free = 0;
        for (int second = 0; second < latestBegin.length; second++) {
            if (latestBegin[second] >= free) {
                count++;
                free = second;
            }
        }
        System.out.println(count);
    }
}
