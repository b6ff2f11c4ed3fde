// expect: accepted
public class ExitsInTheMiddle {
    public static void main(String[] arguments) {
        System.out.println(42);
        System.exit(0);
    }
}
