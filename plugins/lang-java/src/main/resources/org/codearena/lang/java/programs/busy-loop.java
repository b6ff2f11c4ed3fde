public class Main {
    public static void main(String[] args) {
        System.out.println("before");
        long x = 0;
        while (true) {
            x++;
        }
    }
}
