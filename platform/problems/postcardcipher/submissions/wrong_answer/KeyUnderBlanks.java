import java.util.Scanner;

public class KeyUnderBlanks {
    public static void main(String[] args) {
        Scanner in = new Scanner(System.in);
        String key = in.nextLine();
        int position = 0;
        for (int left = Integer.parseInt(in.nextLine()); left > 0; left--) {
            StringBuilder message = new StringBuilder();
            for (char c : in.nextLine().toCharArray()) {
                int shift = key.charAt(position++ % key.length()) - 'a'; // blanks use up the key, too
                int first = Character.isLowerCase(c) ? 'a' : 'A';
                message.append(Character.isLetter(c) ? (char) (first + (c - first - shift + 26) % 26) : c);
            }
            System.out.println(message);
        }
    }
}
