import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.util.Arrays;

public class EveryPair {
    public static void main(String[] args) throws Exception {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        String[] titles = new String[Integer.parseInt(in.readLine())];
        for (int i = 0; i < titles.length; i++) {
            char[] letters = in.readLine().toCharArray();
            Arrays.sort(letters);
            titles[i] = new String(letters);
        }
        long pairs = 0;
        for (int i = 0; i < titles.length; i++) {
            for (int j = 0; j < i; j++) {
                if (titles[i].equals(titles[j])) {
                    pairs++;
                }
            }
        }
        System.out.println(pairs);
    }
}
