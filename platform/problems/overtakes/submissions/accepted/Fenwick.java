import java.io.InputStreamReader;
import java.io.StreamTokenizer;

public class Fenwick {
    private final int[] tree;

    private Fenwick(int size) {
        tree = new int[size + 1];
    }

    public static void main(String[] args) throws Exception {
        StreamTokenizer in = new StreamTokenizer(new InputStreamReader(System.in));
        in.nextToken();
        int n = (int) in.nval;
        Fenwick arrived = new Fenwick(n);
        long pairs = 0;
        for (int i = 0; i < n; i++) {
            in.nextToken();
            int runner = (int) in.nval;
            pairs += i - arrived.countUpTo(runner);
            arrived.add(runner);
        }
        System.out.println(pairs);
    }

    private void add(int place) {
        for (int i = place; i < tree.length; i += i & -i) {
            tree[i]++;
        }
    }

    private int countUpTo(int place) {
        int count = 0;
        for (int i = place; i > 0; i &= i - 1) {
            count += tree[i];
        }
        return count;
    }
}
