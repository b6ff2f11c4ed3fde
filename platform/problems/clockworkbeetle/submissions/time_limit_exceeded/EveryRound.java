import java.util.Scanner;

public class EveryRound {
    public static void main(String[] args) {
        Scanner in = new Scanner(System.in);
        long rounds = in.nextLong();
        char[] program = in.next().toCharArray();
        long x = 0;
        long y = 0;
        int dx = 0;
        int dy = 1;
        for (long round = 0; round < rounds; round++) {
            for (char letter : program) {
                if (letter == 'F') {
                    x += dx;
                    y += dy;
                } else {
                    int turn = letter == 'L' ? 1 : -1;
                    int old = dx;
                    dx = -turn * dy;
                    dy = turn * old;
                }
            }
        }
        System.out.println(x + " " + y);
    }
}
