// Run me: java PageTest.java
public class PageTest {
    public static void main(String[] args) {
        contains("<h1>Hello, world!</h1>", Page.at("/"));
        contains("<h1>Hello, Ada!</h1>", Page.at("/Ada"));
        contains("&lt;b&gt;", Page.at("/<b>"));
        IO.println("all tests passed");
    }

    private static void contains(String part, String page) {
        if (!page.contains(part)) {
            throw new AssertionError("no " + part + " in " + page);
        }
    }
}
