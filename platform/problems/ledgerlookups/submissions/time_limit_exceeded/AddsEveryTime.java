import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.StreamTokenizer;

public class AddsEveryTime {
    private static final StreamTokenizer IN = new StreamTokenizer(new InputStreamReader(System.in));

    public static void main(String[] args) throws Exception {
        int n = next();
        int q = next();
        int[] days = new int[n + 1];
        for (int day = 1; day <= n; day++) {
            days[day] = next();
        }
        PrintWriter out = new PrintWriter(System.out);
        for (int claim = 0; claim < q; claim++) {
            int first = next();
            int last = next();
            long total = 0;
            for (int day = first; day <= last; day++) {
                total += days[day];
            }
            out.println(total);
        }
        out.flush();
    }

    private static int next() throws Exception {
        IN.nextToken();
        return (int) IN.nval;
    }
}
