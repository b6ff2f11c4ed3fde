import java.util.Scanner;

public class NegativeIndex {
    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz";

    public static void main(String[] args) {
        Scanner in = new Scanner(System.in);
        String key = in.nextLine();
        int position = 0;
        for (int left = Integer.parseInt(in.nextLine()); left > 0; left--) {
            StringBuilder message = new StringBuilder();
            for (char c : in.nextLine().toCharArray()) {
                int place = ALPHABET.indexOf(Character.toLowerCase(c));
                if (place < 0) {
                    message.append(c);
                    continue;
                }
                int shift = key.charAt(position++ % key.length()) - 'a';
                char letter = ALPHABET.charAt((place - shift) % 26); // the remainder may be negative
                message.append(Character.isUpperCase(c) ? Character.toUpperCase(letter) : letter);
            }
            System.out.println(message);
        }
    }
}
