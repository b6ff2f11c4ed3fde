import java.util.Scanner;

public class Overflow {
    public static void main(String[] args) {
        Scanner in = new Scanner(System.in);
        int a = in.nextInt();
        int b = in.nextInt();
        System.out.println(a + b); // wraps around beyond 2^31 - 1
    }
}
