import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

public class WalkEveryTime {
    public static void main(String[] args) throws Exception {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        String[] size = in.readLine().split(" ");
        List<List<Integer>> bridges = new ArrayList<>();
        for (int i = Integer.parseInt(size[0]); i >= 0; i--) {
            bridges.add(new ArrayList<>());
        }
        for (int left = Integer.parseInt(size[1]); left > 0; left--) {
            String[] line = in.readLine().split(" ");
            int a = Integer.parseInt(line[1]);
            int b = Integer.parseInt(line[2]);
            if (line[0].equals("build")) {
                bridges.get(a).add(b);
                bridges.get(b).add(a);
            } else {
                System.out.println(canWalk(bridges, a, b) ? "yes" : "no");
            }
        }
    }

    private static boolean canWalk(List<List<Integer>> bridges, int from, int to) {
        boolean[] seen = new boolean[bridges.size()];
        Deque<Integer> queue = new ArrayDeque<>(List.of(from));
        seen[from] = true;
        while (!queue.isEmpty()) {
            int island = queue.remove();
            if (island == to) {
                return true;
            }
            for (int next : bridges.get(island)) {
                if (!seen[next]) {
                    seen[next] = true;
                    queue.add(next);
                }
            }
        }
        return false;
    }
}
