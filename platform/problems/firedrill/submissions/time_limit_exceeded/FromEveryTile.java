import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.util.Arrays;

/** Searches the way out from every tile anew. */
public class FromEveryTile {
    private static int width;
    private static char[] plan;
    private static int[] seen;
    private static int[] distance;
    private static int[] queue;

    public static void main(String[] args) throws Exception {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        String[] size = in.readLine().split(" ");
        width = Integer.parseInt(size[1]) + 1;
        StringBuilder text = new StringBuilder("#".repeat(width));
        for (int row = Integer.parseInt(size[0]); row > 0; row--) {
            text.append('#').append(in.readLine());
        }
        plan = text.append("#".repeat(width + 1)).toString().toCharArray();
        seen = new int[plan.length];
        distance = new int[plan.length];
        queue = new int[plan.length];
        Arrays.fill(seen, -1);
        int worst = 0;
        for (int place = 0; place < plan.length; place++) {
            if (plan[place] == '#') {
                continue;
            }
            int steps = stepsFrom(place);
            if (steps < 0) {
                System.out.println("trapped");
                return;
            }
            worst = Math.max(worst, steps);
        }
        System.out.println(worst);
    }

    private static int stepsFrom(int start) {
        queue[0] = start;
        seen[start] = start;
        distance[start] = 0;
        int tail = 1;
        for (int head = 0; head < tail; head++) {
            int place = queue[head];
            if (plan[place] == 'E') {
                return distance[place];
            }
            for (int next : new int[] {place - 1, place + 1, place - width, place + width}) {
                if (plan[next] != '#' && seen[next] != start) {
                    seen[next] = start;
                    distance[next] = distance[place] + 1;
                    queue[tail++] = next;
                }
            }
        }
        return -1;
    }
}
