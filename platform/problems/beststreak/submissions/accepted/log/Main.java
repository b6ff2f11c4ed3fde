import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.util.StringTokenizer;

public class Main {
    public static void main(String[] args) throws Exception {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        PrintWriter out = new PrintWriter(System.out);
        int things = Integer.parseInt(in.readLine().split(" ")[1]);
        StringTokenizer days = new StringTokenizer(in.readLine());
        Log log = new Log(days.countTokens());
        for (int day = 1; days.hasMoreTokens(); day++) {
            log.write(day, Long.parseLong(days.nextToken()));
        }
        for (int i = 0; i < things; i++) {
            String[] words = in.readLine().split(" ");
            if (words[0].equals("set")) {
                log.write(Integer.parseInt(words[1]), Long.parseLong(words[2]));
            } else {
                out.println(log.best(Integer.parseInt(words[1]), Integer.parseInt(words[2])));
            }
        }
        out.flush();
    }
}
