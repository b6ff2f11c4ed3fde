import java.io.InputStreamReader;
import java.io.StreamTokenizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

public class Courier {
    private record Trail(int to, int minutes) {}

    private record Arrival(long time, int place) {}

    private static final StreamTokenizer IN = new StreamTokenizer(new InputStreamReader(System.in));

    public static void main(String[] args) throws Exception {
        int n = next();
        int m = next();
        // Place hut: the voucher is in hand. Place hut + n: it is used.
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
        System.out.println(soonest(trails));
    }

    /** Dijkstra from the first place to the last. */
    private static long soonest(List<List<Trail>> trails) {
        long[] best = new long[trails.size()];
        Arrays.fill(best, Long.MAX_VALUE);
        best[0] = 0;
        PriorityQueue<Arrival> queue = new PriorityQueue<>(Comparator.comparingLong(Arrival::time));
        queue.add(new Arrival(0, 0));
        while (!queue.isEmpty()) {
            Arrival arrival = queue.remove();
            if (arrival.time > best[arrival.place]) {
                continue;
            }
            for (Trail trail : trails.get(arrival.place)) {
                long time = arrival.time + trail.minutes;
                if (time < best[trail.to]) {
                    best[trail.to] = time;
                    queue.add(new Arrival(time, trail.to));
                }
            }
        }
        return best[best.length - 1];
    }

    private static int next() throws Exception {
        IN.nextToken();
        return (int) IN.nval;
    }
}
