import java.util.Scanner;

/** Gives up after one question. */
public class AsksOnce {
    public static void main(String[] args) {
        int length = new Scanner(System.in).nextInt();
        System.out.println("ask " + (length + 1) / 2);
    }
}
