final class Scale {
    static void say(long weight) {
        System.out.println({{factor}} * weight + " {{unit}}");
    }
}
