final class Say {
    static void say(String words) {
        System.out.println(words);
    }
}
