// expect: run-time-error, memory-limit-exceeded, time-limit-exceeded
public class TenThousandThreads {
    public static void main(String[] arguments) {
        for (int i = 0; i < 10_000; i++) {
            new Thread(() -> {
                try {
                    Thread.sleep(60_000);
                } catch (InterruptedException stop) {
                    return;
                }
            }).start();
        }
        System.out.println(42);
        System.exit(1);
    }
}
