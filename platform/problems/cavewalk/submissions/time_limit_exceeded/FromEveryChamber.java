import java.io.InputStreamReader;
import java.io.StreamTokenizer;
import java.util.ArrayList;
import java.util.List;

public class FromEveryChamber {
    private record Passage(int to, int length) {}

    private static final StreamTokenizer IN = new StreamTokenizer(new InputStreamReader(System.in));

    public static void main(String[] args) throws Exception {
        int n = next();
        List<List<Passage>> passages = new ArrayList<>();
        for (int i = 0; i <= n; i++) {
            passages.add(new ArrayList<>());
        }
        for (int i = 1; i < n; i++) {
            int a = next();
            int b = next();
            int length = next();
            passages.get(a).add(new Passage(b, length));
            passages.get(b).add(new Passage(a, length));
        }
        long longest = 0;
        int[] queue = new int[n];
        int[] from = new int[n + 1];
        long[] distance = new long[n + 1];
        for (int start = 1; start <= n; start++) {
            queue[0] = start;
            from[start] = 0;
            distance[start] = 0;
            int tail = 1;
            for (int head = 0; head < n; head++) {
                int chamber = queue[head];
                longest = Math.max(longest, distance[chamber]);
                for (Passage passage : passages.get(chamber)) {
                    if (passage.to != from[chamber]) {
                        from[passage.to] = chamber;
                        distance[passage.to] = distance[chamber] + passage.length;
                        queue[tail++] = passage.to;
                    }
                }
            }
        }
        System.out.println(longest);
    }

    private static int next() throws Exception {
        IN.nextToken();
        return (int) IN.nval;
    }
}
