// expect: time-limit-exceeded
public class ThreadsAddUp {
    public static void main(String[] arguments) throws InterruptedException {
        for (int i = 0; i < 4; i++) {
            new Thread(() -> {
                while (true) {}
            }).start();
        }
        Thread.sleep(60_000);
    }
}
