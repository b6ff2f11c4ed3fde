import java.util.Scanner;
import java.util.StringJoiner;

/** Takes the first pigeon before it asks whether there is one. */
public class NoPigeon {
    public static void main(String[] args) {
        Scanner in = new Scanner(System.in);
        if (in.next().equals("send")) {
            long count = in.nextLong();
            StringJoiner rings = new StringJoiner(" ");
            for (int bit = 0; bit < 30; bit++) {
                if ((count >> bit & 1) == 1) {
                    rings.add(String.valueOf(bit + 1));
                }
            }
            System.out.println(Long.bitCount(count));
            System.out.println(rings);
        } else {
            int pigeons = in.nextInt();
            long count = 1L << in.nextInt() - 1;
            for (; pigeons > 1; pigeons--) {
                count += 1L << in.nextInt() - 1;
            }
            System.out.println(count);
        }
    }
}
