import java.io.InputStreamReader;
import java.io.StreamTokenizer;

public class EveryPair {
    public static void main(String[] args) throws Exception {
        StreamTokenizer in = new StreamTokenizer(new InputStreamReader(System.in));
        in.nextToken();
        int[] arrivals = new int[(int) in.nval];
        long pairs = 0;
        for (int i = 0; i < arrivals.length; i++) {
            in.nextToken();
            arrivals[i] = (int) in.nval;
            for (int j = 0; j < i; j++) {
                if (arrivals[j] > arrivals[i]) {
                    pairs++;
                }
            }
        }
        System.out.println(pairs);
    }
}
