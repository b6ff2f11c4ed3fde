// expect: accepted
public class HaltsInTheMiddle {
    public static void main(String[] arguments) {
        System.out.println(42);
        System.out.flush();
        Runtime.getRuntime().halt(0);
    }
}
