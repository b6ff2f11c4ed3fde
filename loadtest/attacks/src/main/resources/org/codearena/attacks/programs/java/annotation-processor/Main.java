// expect: accepted
public class Main {
    public static void main(String[] arguments) {
        System.out.println(Processes.wasHere ? 9 : 42);
    }
}
