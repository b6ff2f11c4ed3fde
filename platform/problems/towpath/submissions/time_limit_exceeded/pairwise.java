import java.io.InputStreamReader;
import java.io.StreamTokenizer;

// The file is not named after the class, which therefore is not public.
class Main {
    public static void main(String[] args) throws Exception {
        StreamTokenizer in = new StreamTokenizer(new InputStreamReader(System.in));
        int n = next(in);
        int[] place = new int[n];
        int[] pace = new int[n];
        double longest = 0;
        for (int i = 0; i < n; i++) {
            place[i] = next(in);
            pace[i] = next(in);
            for (int j = 0; j < i; j++) {
                longest = Math.max(longest, Math.abs((double) place[i] - place[j]) / (pace[i] + pace[j]));
            }
        }
        System.out.println(longest);
    }

    private static int next(StreamTokenizer in) throws Exception {
        in.nextToken();
        return (int) in.nval;
    }
}
