import java.io.InputStreamReader;
import java.io.StreamTokenizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** Tries the voucher on one trail after the other, each time with a search of its own. */
public class EveryTrail {
    private record Trail(int number, int to, int minutes) {}

    private record Arrival(long time, int hut) {}

    private static final StreamTokenizer IN = new StreamTokenizer(new InputStreamReader(System.in));

    public static void main(String[] args) throws Exception {
        int n = next();
        int m = next();
        List<List<Trail>> trails = new ArrayList<>();
        for (int i = 0; i <= n; i++) {
            trails.add(new ArrayList<>());
        }
        for (int i = 0; i < m; i++) {
            int a = next();
            int b = next();
            int minutes = next();
            trails.get(a).add(new Trail(i, b, minutes));
            trails.get(b).add(new Trail(i, a, minutes));
        }
        long soonest = Long.MAX_VALUE;
        for (int ploughed = 0; ploughed < m; ploughed++) {
            soonest = Math.min(soonest, search(trails, ploughed));
        }
        System.out.println(soonest);
    }

    private static long search(List<List<Trail>> trails, int ploughed) {
        long[] best = new long[trails.size()];
        Arrays.fill(best, Long.MAX_VALUE);
        best[1] = 0;
        PriorityQueue<Arrival> queue = new PriorityQueue<>(Comparator.comparingLong(Arrival::time));
        queue.add(new Arrival(0, 1));
        while (!queue.isEmpty()) {
            Arrival arrival = queue.remove();
            if (arrival.time > best[arrival.hut]) {
                continue;
            }
            for (Trail trail : trails.get(arrival.hut)) {
                long time = arrival.time + (trail.number == ploughed ? 0 : trail.minutes);
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
