import java.io.InputStreamReader;
import java.io.StreamTokenizer;

public class Main {
    private static final StreamTokenizer IN = new StreamTokenizer(new InputStreamReader(System.in));

    public static void main(String[] args) throws Exception {
        int n = next();
        Cave cave = new Cave(n);
        for (int i = 1; i < n; i++) {
            cave.addPassage(next(), next(), next());
        }
        System.out.println(cave.longestWalk());
    }

    private static int next() throws Exception {
        IN.nextToken();
        return (int) IN.nval;
    }
}
