public class Main {
    public static void main(String[] args) {
        String name = IO.readln("What is your name? ");
        IO.println(new Greeting(name).text());
    }
}
