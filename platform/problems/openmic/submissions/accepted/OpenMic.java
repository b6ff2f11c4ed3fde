import java.io.BufferedInputStream;
import java.io.InputStreamReader;
import java.io.StreamTokenizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

public class OpenMic {
    private record Act(int begin, int end) {}

    public static void main(String[] args) throws Exception {
        StreamTokenizer in = new StreamTokenizer(new InputStreamReader(new BufferedInputStream(System.in)));
        List<Act> acts = new ArrayList<>();
        for (int left = next(in); left > 0; left--) {
            acts.add(new Act(next(in), next(in)));
        }
        acts.sort(Comparator.comparingInt(Act::end));
        int count = 0;
        int free = 0;
        for (Act act : acts) {
            if (act.begin() >= free) {
                count++;
                free = act.end();
            }
        }
        System.out.println(count);
    }

    private static int next(StreamTokenizer in) throws Exception {
        in.nextToken();
        return (int) in.nval;
    }
}
