import java.util.Arrays;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Scanner;

public class HalfTheTrails {
    private record Arrival(long time, int place) {}

    public static void main(String[] args) {
        Scanner in = new Scanner(System.in);
        int n = in.nextInt();
        int m = in.nextInt();
        int[] first = new int[n];
        Arrays.fill(first, -1);
        int[] following = new int[m]; // every trail needs two entries, one for each direction
        int[] to = new int[m];
        int[] minutes = new int[m];
        int entries = 0;
        for (int i = 0; i < m; i++) {
            int a = in.nextInt() - 1;
            int b = in.nextInt() - 1;
            int time = in.nextInt();
            for (int[] ends : new int[][] {{a, b}, {b, a}}) {
                to[entries] = ends[1];
                minutes[entries] = time;
                following[entries] = first[ends[0]];
                first[ends[0]] = entries++;
            }
        }
        long[] best = new long[2 * n];
        Arrays.fill(best, Long.MAX_VALUE);
        PriorityQueue<Arrival> queue = new PriorityQueue<>(Comparator.comparingLong(Arrival::time));
        queue.add(new Arrival(0, 0));
        while (!queue.isEmpty()) {
            Arrival arrival = queue.remove();
            if (arrival.time >= best[arrival.place]) {
                continue;
            }
            best[arrival.place] = arrival.time;
            int floor = arrival.place / n * n;
            for (int entry = first[arrival.place % n]; entry >= 0; entry = following[entry]) {
                queue.add(new Arrival(arrival.time + minutes[entry], to[entry] + floor));
                if (floor == 0) {
                    queue.add(new Arrival(arrival.time, to[entry] + n));
                }
            }
        }
        System.out.println(best[2 * n - 1]);
    }
}
