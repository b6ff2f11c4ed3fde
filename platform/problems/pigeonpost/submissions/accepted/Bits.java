import java.util.Scanner;
import java.util.StringJoiner;

public class Bits {
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
            long count = 0;
            for (int pigeons = in.nextInt(); pigeons > 0; pigeons--) {
                count += 1L << in.nextInt() - 1;
            }
            System.out.println(count);
        }
    }
}
