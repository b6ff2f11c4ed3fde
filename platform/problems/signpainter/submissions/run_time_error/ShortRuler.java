import java.util.ArrayList;
import java.util.List;
import java.util.Scanner;

public class ShortRuler {
    private static final String BLANKS = "                    ";

    public static void main(String[] args) {
        Scanner in = new Scanner(System.in);
        int count = Integer.parseInt(in.nextLine());
        List<String> lines = new ArrayList<>();
        int width = 0;
        for (int i = 0; i < count; i++) {
            lines.add(in.nextLine());
            width = Math.max(width, lines.getLast().length());
        }
        String frame = "+" + "-".repeat(width + 2) + "+";
        System.out.println(frame);
        for (String line : lines) {
            int left = (width - line.length()) / 2;
            int right = width - line.length() - left;
            // throws where more than 20 blanks are needed
            System.out.println("| " + BLANKS.substring(0, left) + line + BLANKS.substring(0, right) + " |");
        }
        System.out.println(frame);
    }
}
