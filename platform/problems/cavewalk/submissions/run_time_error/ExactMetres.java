import java.util.ArrayList;
import java.util.List;
import java.util.Scanner;

public class ExactMetres {
    private record Passage(int to, int length) {}

    public static void main(String[] args) {
        Scanner in = new Scanner(System.in);
        int n = in.nextInt();
        List<List<Passage>> passages = new ArrayList<>();
        for (int i = 0; i <= n; i++) {
            passages.add(new ArrayList<>());
        }
        for (int i = 1; i < n; i++) {
            int a = in.nextInt();
            int b = in.nextInt();
            int length = in.nextInt();
            passages.get(a).add(new Passage(b, length));
            passages.get(b).add(new Passage(a, length));
        }
        int[] order = new int[n];
        int[] above = new int[n + 1];
        order[0] = 1;
        int reached = 1;
        for (int i = 0; i < n; i++) {
            for (Passage passage : passages.get(order[i])) {
                if (passage.to != above[order[i]]) {
                    above[passage.to] = order[i];
                    order[reached++] = passage.to;
                }
            }
        }
        int longest = 0;
        int[] depth = new int[n + 1];
        for (int i = n - 1; i >= 0; i--) {
            for (Passage passage : passages.get(order[i])) {
                if (passage.to != above[order[i]]) {
                    int branch = Math.addExact(depth[passage.to], passage.length); // ArithmeticException beyond int
                    longest = Math.max(longest, Math.addExact(depth[order[i]], branch));
                    depth[order[i]] = Math.max(depth[order[i]], branch);
                }
            }
        }
        System.out.println(longest);
    }
}
