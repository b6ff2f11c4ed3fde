import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.StreamTokenizer;

public class Ledger {
    private static final StreamTokenizer IN = new StreamTokenizer(new InputStreamReader(System.in));

    public static void main(String[] args) throws Exception {
        int n = next();
        int q = next();
        long[] until = new long[n + 1];
        for (int day = 1; day <= n; day++) {
            until[day] = until[day - 1] + next();
        }
        PrintWriter out = new PrintWriter(System.out);
        for (int claim = 0; claim < q; claim++) {
            int first = next();
            int last = next();
            out.println(until[last] - until[first - 1]);
        }
        out.flush();
    }

    private static int next() throws Exception {
        IN.nextToken();
        return (int) IN.nval;
    }
}
