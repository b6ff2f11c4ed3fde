// Run me: java GreetingTest.java
public class GreetingTest {
    public static void main(String[] args) {
        String text = new Greeting("Ada").text();
        if (!text.equals("Hello, Ada!")) {
            throw new AssertionError("greets by name: was " + text);
        }
        IO.println("all tests passed");
    }
}
