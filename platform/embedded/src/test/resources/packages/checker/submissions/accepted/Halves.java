import java.util.Scanner;

class Halves {
    public static void main(String[] args) {
        long n = new Scanner(System.in).nextLong();
        System.out.println(n / 2 + " " + (n - n / 2));
    }
}
