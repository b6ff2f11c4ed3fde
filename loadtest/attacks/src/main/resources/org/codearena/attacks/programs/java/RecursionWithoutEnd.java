// expect: run-time-error, memory-limit-exceeded
public class RecursionWithoutEnd {
    static int fall(int depth) {
        return fall(depth + 1) + 1;
    }

    public static void main(String[] arguments) {
        System.out.println(fall(0));
    }
}
