final class Page {
    static String at(String path) {
        String name = path.length() > 1 ? escaped(path.substring(1)) : "world";
        return """
                <!doctype html>
                <title>Hello</title>
                <h1>Hello, %s!</h1>
                """.formatted(name);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
