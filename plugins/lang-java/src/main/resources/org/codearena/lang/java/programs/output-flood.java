public class Main {
    public static void main(String[] args) {
        while (true) {
            System.out.print("more and more and more\n".repeat(1000));
            System.err.print("and more\n".repeat(1000));
        }
    }
}
