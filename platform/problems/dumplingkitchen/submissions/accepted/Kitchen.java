import java.io.InputStreamReader;
import java.io.StreamTokenizer;
import java.util.Arrays;

public class Kitchen {
    public static void main(String[] args) throws Exception {
        StreamTokenizer in = new StreamTokenizer(new InputStreamReader(System.in));
        int[] paces = new int[next(in)];
        int dumplings = next(in);
        for (int i = 0; i < paces.length; i++) {
            paces[i] = next(in);
        }
        long low = 0; // too short
        long high = (long) dumplings * Arrays.stream(paces).min().getAsInt(); // long enough
        while (high - low > 1) {
            long middle = (low + high) / 2;
            if (finished(paces, middle) >= dumplings) {
                high = middle;
            } else {
                low = middle;
            }
        }
        System.out.println(high);
    }

    /** Fits a long: no cook is faster than the fastest, who alone would fold at most 10^9 dumplings in that time. */
    private static long finished(int[] paces, long seconds) {
        long sum = 0;
        for (int pace : paces) {
            sum += seconds / pace;
        }
        return sum;
    }

    private static int next(StreamTokenizer in) throws Exception {
        in.nextToken();
        return (int) in.nval;
    }
}
