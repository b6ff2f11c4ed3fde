public class Main {
    public static void main(String[] args) throws InterruptedException {
        System.out.println("before");
        Thread.sleep(60_000);
    }
}
