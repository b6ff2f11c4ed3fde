// expect: time-limit-exceeded
public class ShutdownHookThatNeverEnds {
    public static void main(String[] arguments) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            while (true) {}
        }));
        System.out.println(42);
    }
}
