// expect: time-limit-exceeded, run-time-error, memory-limit-exceeded
public class ForkBomb {
    public static void main(String[] arguments) {
        while (true) {
            try {
                new ProcessBuilder("/bin/sleep", "60").start();
            } catch (java.io.IOException refused) {
                continue;
            }
        }
    }
}
