import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.util.StringTokenizer;

public class Honey {
    public static void main(String[] args) throws Exception {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        in.readLine();
        StringTokenizer changes = new StringTokenizer(in.readLine());
        long best = Long.MIN_VALUE;
        long run = 0;
        while (changes.hasMoreTokens()) {
            long change = Long.parseLong(changes.nextToken());
            run = Math.max(change, run + change);
            best = Math.max(best, run);
        }
        System.out.println(best);
    }
}
