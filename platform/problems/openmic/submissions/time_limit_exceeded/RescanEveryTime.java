import java.io.BufferedInputStream;
import java.io.InputStreamReader;
import java.io.StreamTokenizer;

public class RescanEveryTime {
    public static void main(String[] args) throws Exception {
        StreamTokenizer in = new StreamTokenizer(new InputStreamReader(new BufferedInputStream(System.in)));
        int n = next(in);
        int[] begin = new int[n];
        int[] end = new int[n];
        for (int i = 0; i < n; i++) {
            begin[i] = next(in);
            end[i] = next(in);
        }
        int count = 0;
        int free = 0;
        while (true) {
            int first = -1; // the act that ends first of those that can still be performed
            for (int i = 0; i < n; i++) {
                if (begin[i] >= free && (first < 0 || end[i] < end[first])) {
                    first = i;
                }
            }
            if (first < 0) {
                break;
            }
            count++;
            free = end[first];
        }
        System.out.println(count);
    }

    private static int next(StreamTokenizer in) throws Exception {
        in.nextToken();
        return (int) in.nval;
    }
}
