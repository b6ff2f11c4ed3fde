import java.io.InputStreamReader;
import java.io.StreamTokenizer;

public class Meeting {
    private final int[] place;
    private final int[] pace;

    private Meeting(StreamTokenizer in) throws Exception {
        place = new int[next(in)];
        pace = new int[place.length];
        for (int i = 0; i < place.length; i++) {
            place[i] = next(in);
            pace[i] = next(in);
        }
    }

    public static void main(String[] args) throws Exception {
        Meeting meeting = new Meeting(new StreamTokenizer(new InputStreamReader(System.in)));
        double low = 0;
        double high = 1e9;
        for (int round = 0; round < 80; round++) {
            double middle = (low + high) / 2;
            if (meeting.isPossibleWithin(middle)) {
                high = middle;
            } else {
                low = middle;
            }
        }
        System.out.println(high);
    }

    private boolean isPossibleWithin(double time) {
        double left = Double.NEGATIVE_INFINITY;
        double right = Double.POSITIVE_INFINITY;
        for (int i = 0; i < place.length; i++) {
            left = Math.max(left, place[i] - pace[i] * time);
            right = Math.min(right, place[i] + pace[i] * time);
        }
        return left <= right;
    }

    private static int next(StreamTokenizer in) throws Exception {
        in.nextToken();
        return (int) in.nval;
    }
}
