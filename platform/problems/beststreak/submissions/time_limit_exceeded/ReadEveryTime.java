import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.util.Arrays;

public class ReadEveryTime {
    public static void main(String[] args) throws Exception {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        PrintWriter out = new PrintWriter(System.out);
        int things = Integer.parseInt(in.readLine().split(" ")[1]);
        long[] days = Arrays.stream(in.readLine().split(" ")).mapToLong(Long::parseLong).toArray();
        for (int i = 0; i < things; i++) {
            String[] words = in.readLine().split(" ");
            int first = Integer.parseInt(words[1]);
            if (words[0].equals("set")) {
                days[first - 1] = Long.parseLong(words[2]);
            } else {
                out.println(best(days, first - 1, Integer.parseInt(words[2])));
            }
        }
        out.flush();
    }

    private static long best(long[] days, int from, int to) {
        long best = Long.MIN_VALUE;
        long ending = 0;
        for (int day = from; day < to; day++) {
            ending = Math.max(0, ending) + days[day];
            best = Math.max(best, ending);
        }
        return best;
    }
}
