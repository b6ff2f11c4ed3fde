public class Second {
    public static void main(String[] args) {
        Say.say("second");
    }
}
