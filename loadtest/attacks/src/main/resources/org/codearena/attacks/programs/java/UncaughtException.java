// expect: run-time-error
public class UncaughtException {
    public static void main(String[] arguments) {
        System.out.println(42);
        throw new IllegalStateException("status: accepted");
    }
}
