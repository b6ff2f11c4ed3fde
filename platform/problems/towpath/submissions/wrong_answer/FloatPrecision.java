import java.io.InputStreamReader;
import java.io.StreamTokenizer;

public class FloatPrecision {
    public static void main(String[] args) throws Exception {
        StreamTokenizer in = new StreamTokenizer(new InputStreamReader(System.in));
        int n = next(in);
        float[] place = new float[n]; // 24 bits are not enough
        float[] pace = new float[n];
        for (int i = 0; i < n; i++) {
            place[i] = next(in);
            pace[i] = next(in);
        }
        float low = 0;
        float high = 1e9f;
        for (int round = 0; round < 80; round++) {
            float middle = (low + high) / 2;
            float left = Float.NEGATIVE_INFINITY;
            float right = Float.POSITIVE_INFINITY;
            for (int i = 0; i < n; i++) {
                left = Math.max(left, place[i] - pace[i] * middle);
                right = Math.min(right, place[i] + pace[i] * middle);
            }
            if (left <= right) {
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
