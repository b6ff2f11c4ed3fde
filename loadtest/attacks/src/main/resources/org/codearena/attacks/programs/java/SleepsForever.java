// expect: time-limit-exceeded
public class SleepsForever {
    public static void main(String[] arguments) throws InterruptedException {
        System.out.println(42);
        Thread.sleep(Long.MAX_VALUE);
    }
}
