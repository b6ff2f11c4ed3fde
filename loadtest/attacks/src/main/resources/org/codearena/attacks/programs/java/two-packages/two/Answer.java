package two;

public class Answer {
    public int answer() {
        return 42;
    }
}
