// expect: compile-error
public class HasNoMain {
    static int answer() {
        return 42;
    }
}
