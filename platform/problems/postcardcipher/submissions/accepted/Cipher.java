import java.util.Scanner;

public class Cipher {
    private final String key;
    private int position;

    private Cipher(String key) {
        this.key = key;
    }

    public static void main(String[] args) {
        Scanner in = new Scanner(System.in);
        Cipher cipher = new Cipher(in.nextLine());
        for (int left = Integer.parseInt(in.nextLine()); left > 0; left--) {
            System.out.println(cipher.reveal(in.nextLine()));
        }
    }

    private String reveal(String line) {
        StringBuilder message = new StringBuilder();
        for (char c : line.toCharArray()) {
            message.append(Character.isLetter(c) ? reveal(c, Character.isLowerCase(c) ? 'a' : 'A') : c);
        }
        return message.toString();
    }

    private char reveal(char letter, char first) {
        int shift = key.charAt(position++ % key.length()) - 'a';
        return (char) (first + (letter - first - shift + 26) % 26);
    }
}
