// expect: time-limit-exceeded, memory-limit-exceeded
import java.lang.ref.Cleaner;

public class TenThousandFinalizers {
    private static final Cleaner CLEANER = Cleaner.create();

    public static void main(String[] arguments) {
        for (long i = 0; ; i++) {
            CLEANER.register(new Object(), () -> {
                while (true) {}
            });
            if (i % 10_000 == 0) {
                System.gc();
            }
        }
    }
}
