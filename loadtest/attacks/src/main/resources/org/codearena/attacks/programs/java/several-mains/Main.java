// expect: accepted, compile-error
public class Main {
    public static void main(String[] arguments) {
        System.out.println(42);
    }
}

class Other {
    public static void main(String[] arguments) {
        System.out.println(9);
    }
}
