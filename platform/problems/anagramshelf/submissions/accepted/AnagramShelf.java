import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

public class AnagramShelf {
    public static void main(String[] args) throws Exception {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        Map<String, Integer> shelves = new HashMap<>();
        long pairs = 0;
        for (int left = Integer.parseInt(in.readLine()); left > 0; left--) {
            char[] letters = in.readLine().toCharArray();
            Arrays.sort(letters);
            pairs += shelves.merge(new String(letters), 1, Integer::sum) - 1;
        }
        System.out.println(pairs);
    }
}
