import java.io.InputStreamReader;
import java.io.StreamTokenizer;

/** Winds the wire around the garden post by post, and looks at all the plants for each of them. */
public class GiftWrapping {
    private static final StreamTokenizer IN = new StreamTokenizer(new InputStreamReader(System.in));

    public static void main(String[] args) throws Exception {
        int n = next();
        long[] x = new long[n];
        long[] y = new long[n];
        int first = 0;
        for (int i = 0; i < n; i++) {
            x[i] = next();
            y[i] = next();
            if (x[i] < x[first] || (x[i] == x[first] && y[i] < y[first])) {
                first = i;
            }
        }
        double length = 0;
        int post = first;
        do {
            int following = post;
            for (int i = 0; i < n; i++) {
                long turn = (x[following] - x[post]) * (y[i] - y[post]) - (y[following] - y[post]) * (x[i] - x[post]);
                long farther = Math.abs(x[i] - x[post]) + Math.abs(y[i] - y[post])
                        - Math.abs(x[following] - x[post]) - Math.abs(y[following] - y[post]);
                if (turn < 0 || (turn == 0 && farther > 0)) {
                    following = i;
                }
            }
            length += Math.hypot(x[following] - x[post], y[following] - y[post]);
            post = following;
        } while (x[post] != x[first] || y[post] != y[first]);
        System.out.println(length);
    }

    private static int next() throws Exception {
        IN.nextToken();
        return (int) IN.nval;
    }
}
