// expect: time-limit-exceeded
public class BusyLoop {
    public static void main(String[] arguments) {
        while (true) {}
    }
}
