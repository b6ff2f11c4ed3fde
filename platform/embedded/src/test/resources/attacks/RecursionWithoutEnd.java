// expect: run-time-error
public class RecursionWithoutEnd {
    static int fall(int depth) {
        return fall(depth + 1) + 1;
    }

    public static void main(String[] arguments) {
        System.out.println(fall(0));
    }
}
