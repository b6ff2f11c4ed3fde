import java.util.Scanner;

public class Main {
    public static void main(String[] args) {
        Scanner in = new Scanner(System.in);
        // Read the input with in.nextInt(), in.next() or in.nextLine(), print the answer with System.out.println().
    }
}
