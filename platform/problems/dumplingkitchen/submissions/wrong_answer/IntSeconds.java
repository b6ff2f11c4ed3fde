import java.io.InputStreamReader;
import java.io.StreamTokenizer;
import java.util.Arrays;

public class IntSeconds {
    public static void main(String[] args) throws Exception {
        StreamTokenizer in = new StreamTokenizer(new InputStreamReader(System.in));
        int[] paces = new int[next(in)];
        int dumplings = next(in);
        for (int i = 0; i < paces.length; i++) {
            paces[i] = next(in);
        }
        int low = 0;
        int high = dumplings * Arrays.stream(paces).min().getAsInt(); // up to 10^15 does not fit an int
        while (high - low > 1) {
            int middle = (low + high) / 2;
            long finished = 0;
            for (int pace : paces) {
                finished += middle / pace;
            }
            if (finished >= dumplings) {
                high = middle;
            } else {
                low = middle;
            }
        }
        System.out.println(high);
    }

    private static int next(StreamTokenizer in) throws Exception {
        in.nextToken();
        return (int) in.nval;
    }
}
