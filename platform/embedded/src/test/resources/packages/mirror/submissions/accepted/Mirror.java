import java.util.Scanner;

public class Mirror {
    public static void main(String[] args) {
        var in = new Scanner(System.in);
        for (String word = in.next(); !word.equals("."); word = in.next()) {
            System.out.println(new StringBuilder(word).reverse());
        }
    }
}
