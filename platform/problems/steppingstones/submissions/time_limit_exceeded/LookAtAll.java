import java.io.InputStreamReader;
import java.io.StreamTokenizer;

public class LookAtAll {
    public static void main(String[] args) throws Exception {
        StreamTokenizer in = new StreamTokenizer(new InputStreamReader(System.in));
        int n = next(in);
        int reach = next(in);
        long[] best = new long[n + 1];
        for (int stone = 1; stone <= n; stone++) {
            long before = Long.MIN_VALUE;
            for (int from = Math.max(0, stone - reach); from < stone; from++) {
                before = Math.max(before, best[from]);
            }
            best[stone] = before + next(in);
        }
        System.out.println(best[n]);
    }

    private static int next(StreamTokenizer in) throws Exception {
        in.nextToken();
        return (int) in.nval;
    }
}
