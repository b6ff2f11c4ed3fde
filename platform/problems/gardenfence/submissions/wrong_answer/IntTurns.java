import java.io.InputStreamReader;
import java.io.StreamTokenizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

public class IntTurns {
    private record Plant(int x, int y) {
        int turn(Plant b, Plant c) {
            return (b.x - x) * (c.y - y) - (b.y - y) * (c.x - x); // the products pass 2^31
        }
    }

    private static final StreamTokenizer IN = new StreamTokenizer(new InputStreamReader(System.in));

    public static void main(String[] args) throws Exception {
        List<Plant> plants = new ArrayList<>();
        for (int left = next(); left > 0; left--) {
            plants.add(new Plant(next(), next()));
        }
        plants.sort(Comparator.comparingInt(Plant::x).thenComparingInt(Plant::y));
        System.out.println(chainLength(plants) + chainLength(plants.reversed()));
    }

    private static double chainLength(List<Plant> plants) {
        List<Plant> posts = new ArrayList<>();
        for (Plant plant : plants) {
            while (posts.size() > 1 && posts.get(posts.size() - 2).turn(posts.getLast(), plant) <= 0) {
                posts.removeLast();
            }
            posts.add(plant);
        }
        double length = 0;
        for (int i = 1; i < posts.size(); i++) {
            length += Math.hypot(posts.get(i).x - posts.get(i - 1).x, posts.get(i).y - posts.get(i - 1).y);
        }
        return length;
    }

    private static int next() throws Exception {
        IN.nextToken();
        return (int) IN.nval;
    }
}
