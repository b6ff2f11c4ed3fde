import java.util.Scanner;

public class Beetle {
    private record Tile(long x, long y) {}

    public static void main(String[] args) {
        Scanner in = new Scanner(System.in);
        long rounds = in.nextLong();
        String program = in.next();
        Tile four = walk(program, 4); // looks north again
        Tile rest = walk(program, (int) (rounds % 4));
        long fours = rounds / 4;
        System.out.println((fours * four.x + rest.x) + " " + (fours * four.y + rest.y));
    }

    private static Tile walk(String program, int rounds) {
        long x = 0;
        long y = 0;
        int dx = 0;
        int dy = 1;
        for (int i = 0; i < rounds * program.length(); i++) {
            char letter = program.charAt(i % program.length());
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
        return new Tile(x, y);
    }
}
