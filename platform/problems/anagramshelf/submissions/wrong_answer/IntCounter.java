import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

public class IntCounter {
    public static void main(String[] args) throws Exception {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        Map<String, Integer> shelves = new HashMap<>();
        int pairs = 0; // 200 000 equal titles make 2 * 10^10 pairs
        for (int left = Integer.parseInt(in.readLine()); left > 0; left--) {
            char[] letters = in.readLine().toCharArray();
            Arrays.sort(letters);
            pairs += shelves.merge(new String(letters), 1, Integer::sum) - 1;
        }
        System.out.println(pairs);
    }
}
