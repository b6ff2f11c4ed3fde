import java.util.Scanner;

public class MixedTypes {
    public static void main(String[] args) {
        Scanner in = new Scanner(System.in);
        int key = in.nextLine(); // a String is not an int
        System.out.println(key);
    }
}
