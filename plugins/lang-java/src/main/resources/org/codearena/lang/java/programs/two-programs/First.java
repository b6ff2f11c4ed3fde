public class First {
    public static void main(String[] args) {
        Say.say("first");
    }
}
